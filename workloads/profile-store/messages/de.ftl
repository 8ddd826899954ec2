overview-title = Ihre Daten
overview-greeting = Guten Tag, { $name }
overview-lead = Das ist alles, was wir über Sie wissen. Wir bewahren es in Ihrer Heimatregion auf ({ $home }); weiter unten steht, wer sonst was davon erhalten hat.
sign-out = Abmelden
sign-in = Anmelden

consents-title = Was wir damit tun dürfen
consents-lead = Sie entscheiden. Eine Änderung gilt sofort, auch für das, was schon unterwegs ist.
state-allowed = Erlaubt
state-not-allowed = Nicht erlaubt
state-undecided = Nicht erlaubt: Sie haben noch nicht entschieden
state-needed = Nötig für das, was Sie angefordert haben
state-not-objected = Erlaubt, solange Sie nicht widersprechen
basis-consent = Nur mit Ihrer Einwilligung.
basis-contract = Nötig für unseren Vertrag mit Ihnen.
basis-legal-obligation = Das Gesetz verlangt es.
basis-legitimate-interest = Unser berechtigtes Interesse; Sie können widersprechen.
decided-on = Entschieden am
covers = Betrifft: { $attributes }.
give = Erlauben
give-for = Erlauben: { $purpose }
withdraw = Widerrufen
withdraw-for = Widerrufen: { $purpose }
object = Widersprechen
object-for = Widersprechen: { $purpose }
done-given = Vielen Dank. „{ $purpose }“ ist jetzt erlaubt.
done-withdrawn = Erledigt. „{ $purpose }“ ist nicht mehr erlaubt, und dafür wird nichts mehr gesendet.

known-title = Was wir über Sie wissen
known-lead = Jeder Wert: woher er kommt, wofür er da ist und seit wann.
known-other = { $source } sagt: { $value } (nicht verwendet)
happened-title = Was geschehen ist
happened-all =
    { $count ->
        [0] Noch nichts.
        [one] Insgesamt ein Ereignis.
       *[other] Insgesamt { $count } Ereignisse.
    }
happened-latest = Die letzten { $shown } von { $all } Ereignissen.
happened-details = Einzelheiten
known-nothing = Noch nichts.
known-what = Was
known-value = Wert
known-source = Von
known-purpose = Wofür
known-when = Wann
source-registration = Sie, bei der Registrierung
source-sign-in = Sie, bei einer Anmeldung
source-verified-phone = Sie, durch einen Code an Ihr Telefon
purpose-account = Ihr Konto
yes = Ja
no = Nein
moment = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
 } { $year }, { $clock } Uhr ({ $zone })
time-zone-label = Zeiten gelten für
time-zone-change = Ändern

recipients-title = Wer sie erhalten hat
recipients-lead = Die Systeme, an die Ihre Daten gesendet wurden, weil Sie oder das Gesetz es erlauben. Wir bewahren auf, wer was für Daten wann erhielt, nicht deren Inhalt.
recipients-nobody = Noch niemand.
recipients-unavailable = Dieser Teil ist gerade nicht verfügbar. Bitte laden Sie die Seite gleich noch einmal.
recipients-who = Empfänger
recipients-where = Verarbeitet in: { $place }
recipients-gone = Erhält nichts mehr
recipients-events = Mit dem, was geschehen ist: { $events }
recipients-often =
    { $count ->
        [one] Einmal
       *[other] { $count }-mal
    }
recipients-first = Zuerst:
recipients-last = Zuletzt:

export-section = Ihre Kopie
export-lead = Sie können eine Kopie von allem hier mitnehmen, als Datei, die Programme lesen können (JSON). Sie enthält auch Ihre Geräte, Ihre Anmeldewege und die Bedingungen, denen Sie zugestimmt haben, aber keine Passwörter.
export-data = Meine Daten herunterladen

delete-section = Konto löschen
delete-lead = Sie können Ihr Konto und alles, was wir über Sie wissen, jederzeit löschen.
delete-account = Mein Konto löschen
delete-title = Möchten Sie Ihr Konto löschen?
delete-what = Wir löschen sofort und endgültig:
delete-profile = Ihr Profil und alles, was dazu erfasst wurde;
delete-sign-in = Ihren Zugang, auf allen Geräten;
delete-decisions = Ihre Entscheidungen über Einwilligungen (es bleibt nur eine Zahl, die nichts über Sie sagt, damit das Verzeichnis der anderen geprüft werden kann).
delete-final = Das lässt sich nicht rückgängig machen.
delete-confirm = Alles löschen
delete-keep = Konto behalten
deleted-title = Ihr Konto ist gelöscht
deleted-text = Von dem, was wir über Sie wussten, ist nichts mehr da, und niemandem wird mehr etwas gesendet. Sie können diese Seite schließen.
deleting-title = Ihr Konto wird gelöscht
deleting-text = Sie sind abgemeldet, und es wird nichts Neues mehr aufgenommen. Ein Teil unseres Systems hat noch nicht geantwortet: Der Rest wird gelöscht, sobald er antwortet. Sie müssen nichts weiter tun.

signed-out-title = Sie sind abgemeldet
signed-out-text = Bis bald.

sign-in-refused-title = Das hat nicht funktioniert
sign-in-refused-text = Die Anmeldung wurde nicht rechtzeitig beendet oder in einem anderen Fenster begonnen. Mit Ihren Daten ist nichts geschehen.
sign-in-refused-action = Erneut anmelden
sign-in-cancelled-title = Sie haben sich nicht angemeldet
sign-in-cancelled-text = Um Ihre Daten zu sehen und zu ändern, melden Sie sich bitte an.
sign-in-cancelled-action = Anmelden
form-expired-title = Bitte versuchen Sie es noch einmal
form-expired-text = Diese Seite war zu lange geöffnet, oder die Anfrage kam nicht von ihr. Es wurde nichts geändert.
form-expired-action = Zurück zu Ihren Daten
broken-title = Bei uns ist etwas schiefgegangen
broken-text = Der Fehler liegt nicht bei Ihnen, und es wurde nichts nur halb geändert. Bitte versuchen Sie es gleich noch einmal.
broken-action = Noch einmal versuchen
not-found-title = Diese Seite gibt es nicht
not-found-text = Vielleicht ist die Adresse falsch geschrieben.
not-found-action = Zurück zu Ihren Daten
