// Pictures of pages, and a document that shows them all.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seenAs } from './looking.mjs'

const VIEWS = {
  en: { scheme: 'light', width: 1024, height: 720 },
  fr: { scheme: 'dark', width: 390, height: 780 },
}

export class Screens {
  #folder
  #pages = new Map()

  /** An empty folder for pictures. */
  static async open(folder) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    const screens = new Screens()
    screens.#folder = folder
    return screens
  }

  /** JPEG of middling quality, each page from top to bottom: pictures for people who leaf through a folder. */
  async take(page, { brand, language, name }) {
    const file = `${name}-${brand}-${language}.jpg`
    const options = { path: join(this.#folder, file), type: 'jpeg', quality: 60, fullPage: true }
    await seenAs(page, VIEWS[language], () => page.screenshot(options))
    this.#pages.set(name, [...this.#pages.get(name) ?? [], { brand, language, file }])
  }

  /** `README.md`: every page with its pictures side by side. */
  async writeIndex() {
    const sections = [...this.#pages].sort(([one], [other]) => one.localeCompare(other)).map(([name, pictures]) => {
      const shown = pictures.map(({ brand, language, file }) => `<img src="${file}" alt="${name}, ${brand}, ${language}" height="300">`)
      return `## ${name.replaceAll('-', ' ')}\n${shown.join('\n')}\n`
    })
    const head = '# Every page of sign-in and of the portal\nTwo brands of the example airline: in English at a desk in the light, in French on a phone in the dark.\n'
      + 'Made by `DOMICILE_SCREENS=docs/screens cargo domicile test pages`.\n'
    await writeFile(join(this.#folder, 'README.md'), [head, ...sections].join('\n'))
  }
}
