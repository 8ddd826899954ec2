continue = Weiter
cancel = Abbrechen
optional = (optional)
new-window = öffnet in einem neuen Fenster
corrections-title = Bitte prüfen Sie Ihre Angaben

step-residence = Schritt 1 von 4 · Land
step-details = Schritt 2 von 4 · Angaben
step-sign-in = Anmelden
step-code = Schritt 3 von 4 · Code
step-consent = Schritt 4 von 4 · Einwilligungen

residence-title = Wo wohnen Sie?
residence-lead = Ihr Land entscheidet, welches Recht Sie schützt und wo Ihre Daten aufbewahrt werden. Deshalb fragen wir zuerst danach.
residence-verified = Wir kennen diese Adresse noch nicht. Damit wir Ihr Konto anlegen können, sagen Sie uns bitte, wo Sie wohnen.
residence-country = Wohnsitzland
residence-choose = Land auswählen
residence-hint = Das Land, in dem Sie gewöhnlich leben, nicht das, in dem Sie gerade reisen.
residence-register = Konto anlegen
residence-sign-in = Ich habe schon ein Konto
residence-problem = Wählen Sie das Land aus, in dem Sie wohnen.

details-title = Legen Sie Ihr Konto an
details-title-sign-in = Anmelden
details-title-name = Wie dürfen wir Sie nennen?
details-lead = { $brand } braucht nur Ihren Namen und Ihre E-Mail-Adresse. Kein Passwort.
details-lead-sign-in = Geben Sie die Adresse Ihres Kontos bei { $brand } ein. Wir schicken Ihnen einen Code; ein Passwort ist nicht nötig.
details-lead-name = Ihre E-Mail-Adresse ist bestätigt. Für Ihr Konto bei { $brand } fehlt nur noch Ihr Name.
details-documents = Bevor Sie uns Ihre Daten geben, lesen Sie bitte:
details-documents-required = Wenn Sie fortfahren, stimmen Sie zu:
details-given-name = Vorname
details-family-name = Nachname
details-email = E-Mail-Adresse
details-email-hint = An diese Adresse schicken wir einen sechsstelligen Code.
details-button = Code anfordern
details-button-name = Konto anlegen
details-question-sign-in = Haben Sie schon ein Konto?
details-other-sign-in = Anmelden
details-question-register = Neu hier?
details-other-register = Konto anlegen
details-problem-name-missing = Geben Sie Ihren Vornamen ein.
details-problem-name-unreadable = Schreiben Sie den Namen mit Buchstaben, Leerzeichen, Bindestrichen oder Apostrophen, höchstens 80 Zeichen.
details-problem-email = Geben Sie eine E-Mail-Adresse wie name@example.com ein.

code-title = Geben Sie den Code ein
code-lead = Wir haben einen sechsstelligen Code geschickt an
code-label = Sechsstelliger Code
code-hint =
    { $minutes ->
        [one] Der Code gilt eine Minute. Sehen Sie bitte auch im Spam-Ordner nach, wenn er nicht ankommt.
       *[other] Der Code gilt { $minutes } Minuten. Sehen Sie bitte auch im Spam-Ordner nach, wenn er nicht ankommt.
    }
code-button = Weiter
code-resend = Neuen Code senden
code-wrong-address = Falsche Adresse?
code-change-address = Adresse ändern
code-problem-incomplete = Geben Sie die sechs Ziffern des Codes ein.
code-problem-wrong =
    { $left ->
        [one] Dieser Code stimmt nicht. Sie haben noch einen Versuch.
       *[other] Dieser Code stimmt nicht. Sie haben noch { $left } Versuche.
    }
code-problem-ended = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.

consent-title = Ihre Entscheidungen
consent-lead = { $brand } bittet Sie um Ihre Einwilligung, für jeden Zweck einzeln. Beide Antworten sind in Ordnung, und Ihr Konto funktioniert gleich.
consent-data = Verwendete Daten:
consent-give = Ja, ich willige ein
consent-deny = Nein, danke
consent-later = Sie können sich jederzeit unter „Meine Daten“ anders entscheiden.
consent-problem = Wählen Sie Ja oder Nein: { $title }
consent-unanswered = Bitte wählen Sie eine der beiden Antworten.

form-post-title = Einen Moment, bitte
form-post-lead = Wir bringen Sie zurück zur Anwendung.

account-choice-title = Welches Konto?
account-choice-lead = Sie sind als { $address } angemeldet.
account-choice-lead-unnamed = Sie sind auf diesem Gerät angemeldet.
account-choice-continue = Mit diesem Konto fortfahren
account-choice-other = Anderes Konto verwenden

documents-title = Bitte lesen Sie zuerst
documents-title-changed = Etwas hat sich geändert
documents-lead = Bevor es weitergeht, bittet { $brand } Sie um Ihre Zustimmung:
documents-lead-shown = Bevor es weitergeht, möchte { $brand } Sie informieren:
documents-version = Fassung { $version }
documents-version-from = Fassung { $version }, gilt ab { $date }
documents-changes = Was sich geändert hat:
documents-read = „{ $title }“ lesen
documents-accept = Zustimmen und weiter
documents-otherwise = Ohne Ihre Zustimmung geht es hier nicht weiter. Unter „Meine Daten“ können Sie weiterhin Ihre Daten einsehen, Ihre Entscheidungen ändern und Ihr Konto löschen.

profile-title = Noch etwas über Sie
profile-lead = { $application } möchte gern wissen:
profile-purpose = Verwendet für: { $purpose }
profile-later = Was Sie uns sagen, finden und löschen Sie unter „Meine Daten“.
profile-skip = Jetzt nicht
profile-choose = Bitte wählen
profile-yes = Ja
profile-no = Nein
profile-problem-missing = Bitte füllen Sie dies aus.
profile-problem-unreadable = Das können wir nicht lesen. Bitte schreiben Sie es anders.

permission-title = Ihre Zustimmung
permission-heading = { $application } bittet um Ihre Zustimmung
permission-lead = Wenn Sie zustimmen, erhält { $application }:
permission-lead-nothing = Wenn Sie zustimmen, erfährt { $application }, dass Sie es sind, und sonst nichts über Sie.
permission-hint = Was von einem Zweck abhängt, den Sie nicht erlaubt haben, wird weggelassen.
permission-agree = Zustimmen und weiter
introduction-title = Über { $application }
introduction-lead = Sie melden sich bei { $application } an. Diese Anwendung hat sich hier selbst vorgestellt.
introduction-site = Ihre Website
introduction-policy = Ihre Datenschutzhinweise
introduction-terms = Ihre Nutzungsbedingungen

landing-title = Willkommen
landing-heading = Willkommen bei { $brand }
landing-lead = Hier melden Sie sich an. Öffnen Sie eine unserer Anwendungen, um zu beginnen, oder sehen Sie, was wir über Sie wissen.
landing-portal = Zu meinen Daten
landing-hint = Dort können Sie Ihre Daten ansehen, berichtigen und löschen und Ihre Entscheidungen ändern.

sign-out-title = Abmelden?
sign-out-lead = Auf diesem Gerät müssen Sie sich dann neu anmelden.
sign-out-button = Abmelden
sign-out-stay = Angemeldet bleiben
signed-out-title = Sie sind abgemeldet
signed-out-lead = Schließen Sie auf einem gemeinsam genutzten Computer bitte auch den Browser.

error-back = Gehen Sie in Ihrem Browser zurück, um es noch einmal zu versuchen.
error-untrusted-title = Dieser Link funktioniert nicht
error-untrusted = Die Anwendung, die Sie hierher geschickt hat, ist uns nicht bekannt oder wollte zu einer Adresse weiterleiten, die nicht ihre eigene ist. Zu Ihrer Sicherheit brechen wir hier ab.
error-untrusted-developers = Für Entwickler: { $parameter } ist nicht registriert.
error-no-flow-title = Bitte beginnen Sie von vorn
error-no-flow = Diese Anmeldung ist beendet oder wurde in einem anderen Browser geöffnet. Kehren Sie zur Anwendung zurück und melden Sie sich von dort an.
error-foreign-form-title = Bitte versuchen Sie es noch einmal
error-foreign-form = Dieses Formular kam nicht von der Seite in diesem Browser. Es wurde nichts geändert.
error-unreadable-form = Dieses Formular konnte nicht gelesen werden oder ist zu lang. Nichts wurde geändert.
error-handoff-title = Bitte beginnen Sie von vorn
error-handoff = Der Link zu Ihrer Region wurde schon benutzt oder ist zu alt. Kehren Sie zur Anwendung zurück und melden Sie sich von dort an.
error-too-many-title = Bitte etwas langsamer
error-too-many = Es wurden zu viele Codes angefordert oder eingegeben. Diese Grenze schützt Ihr Konto.
error-too-many-wait =
    { $minutes ->
        [one] Versuchen Sie es in einer Minute wieder.
       *[other] Versuchen Sie es in { $minutes } Minuten wieder.
    }
error-mail-title = Der Code konnte nicht gesendet werden
error-mail = Unser Mailserver antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal.
error-not-found-title = Hier ist nichts
error-not-found = Diese Seite gibt es nicht. Kehren Sie zur Anwendung zurück und melden Sie sich von dort an.
error-fault-title = Etwas ist schiefgegangen
error-fault = Der Fehler liegt bei uns, nicht bei Ihnen. Bitte versuchen Sie es gleich noch einmal.

letter-subject = Ihr Code für { $brand }
letter-greeting = Guten Tag,
letter-intro = mit diesem Code melden Sie sich bei { $brand } an:
letter-validity =
    { $minutes ->
        [one] Er gilt eine Minute und nur einmal.
       *[other] Er gilt { $minutes } Minuten und nur einmal.
    }
letter-unexpected = Sie haben keinen Code angefordert? Dann hat sich jemand bei der Adresse vertippt, und Sie müssen nichts tun. Geben Sie den Code niemandem, auch uns nicht.
letter-support = Fragen? { $address }

account-title = Ihre Anmeldung
account-lead = Wie Sie sich anmelden und wo Sie angemeldet sind.
account-portal = Ihre Daten und Entscheidungen
account-notice-session-ended = Dieses Gerät ist abgemeldet.
account-notice-sessions-ended = Alle anderen Geräte sind abgemeldet.
devices-title = Wo Sie angemeldet sind
devices-lead = Sehen Sie ein Gerät, das nicht Ihnen gehört? Melden Sie es ab und ändern Sie, wie Sie sich anmelden.
devices-name = { $browser } auf { $system }
devices-unknown = Unbekanntes Gerät
devices-this = Dieses Gerät
devices-first = Zuerst angemeldet:
devices-last = Zuletzt benutzt:
devices-persistent = Bleibt angemeldet, wenn der Browser geschlossen wird.
devices-end = Abmelden
devices-end-named = { $device } abmelden
devices-end-others = Alle anderen Geräte abmelden

passkey-button = Mit einem Passkey anmelden
passkey-failed = Das hat nicht geklappt. Versuchen Sie es noch einmal oder gehen Sie einen anderen Weg.
passkey-known = Dieses Gerät hat schon einen Passkey von Ihnen.
passkey-refused = Dieser Passkey wurde nicht angenommen. Verwenden Sie einen anderen oder melden Sie sich anders an.
passkey-needs-script = Passkeys brauchen JavaScript. Alles andere geht hier auch ohne.

passkeys-title = Passkeys
passkeys-lead = Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder der Sperre Ihres Geräts an. Er lässt sich nicht erraten und gilt nur auf unseren Seiten.
passkeys-created = Hinzugefügt am
passkeys-last-used = Zuletzt verwendet
passkeys-never = nie
passkeys-cloned = Dieser Passkey wurde vielleicht kopiert und gilt nicht mehr. Entfernen Sie ihn und fügen Sie einen neuen hinzu.
passkeys-add = Passkey hinzufügen
passkeys-remove = Entfernen
passkeys-remove-named = { $passkey } entfernen
passkeys-rename = Umbenennen
passkeys-rename-named = { $passkey } umbenennen
passkeys-name-proposal = Mein Passkey
account-notice-passkey-added = Ihr Passkey wurde hinzugefügt.
account-notice-passkey-removed = Der Passkey wurde entfernt.
account-notice-passkey-renamed = Der Passkey hat einen neuen Namen.

new-passkey-title = Passkey hinzufügen
new-passkey-lead = Ihr Gerät fragt nach Fingerabdruck, Gesicht oder seiner Sperre. Nichts davon verlässt das Gerät.
new-passkey-name = Name
new-passkey-name-hint = Damit Sie Ihre Passkeys auseinanderhalten können.
new-passkey-button = Passkey hinzufügen
new-passkey-refused = Dieser Passkey konnte nicht hinzugefügt werden. Versuchen Sie es noch einmal.
new-passkey-makers = Angenommen werden nur Sicherheitsschlüssel und Geräte, die zugelassen sind, und keine, die ihre Passkeys auf andere Geräte kopieren.
passkey-name-title = Passkey umbenennen
passkey-name-save = Speichern
back-to-account = Zurück zu meinem Konto

device-title = Auf einem Gerät anmelden
device-lead = Geben Sie den Code ein, den Ihr Gerät anzeigt.
device-label = Code auf dem Gerät
device-hint = Acht Buchstaben, zum Beispiel BCDF-GHJK. Kleinbuchstaben und Bindestriche spielen keine Rolle.
device-problem-shape = Der Code hat acht Buchstaben. Bitte sehen Sie noch einmal auf Ihr Gerät.
device-problem-unknown = Kein Gerät wartet auf diesen Code. Vielleicht ist er zu alt: Lassen Sie sich auf dem Gerät einen neuen anzeigen.
device-confirm-title = Auf Ihrem Gerät bei { $application } anmelden?
device-confirm-lead = Ihr Gerät zeigt diesen Code:
device-confirm-warning = Fahren Sie nur fort, wenn Sie selbst damit begonnen haben und das Gerät vor Ihnen steht. Niemand von uns schickt Ihnen je einen solchen Code oder fragt Sie danach.
device-confirm-yes = Ja, Gerät anmelden
device-confirm-no = Nein, ablehnen
device-approved-title = Ihr Gerät ist angemeldet
device-approved-lead = Sie können diese Seite schließen und auf Ihrem Gerät weitermachen.
device-denied-title = Ihr Gerät wurde abgelehnt
device-denied-lead = Es hat nichts erhalten. Sie können diese Seite schließen.

factor-title = Bestätigen Sie, dass Sie es sind
factor-lead = Ein zweiter Nachweis schützt Ihr Konto, auch wenn jemand Ihre E-Mails liest.
factor-code-label = Code Ihrer Authenticator-App
factor-code-hint = Sechs Ziffern, die alle 30 Sekunden wechseln.
factor-recovery-label = Wiederherstellungscode
factor-recovery-hint = Einer der Codes, die Sie notiert haben. Jeder gilt einmal.
factor-recovery-button = Wiederherstellungscode verwenden
factor-wrong = Dieser Code stimmt nicht oder wurde schon verwendet. Nehmen Sie einen neuen.

enrolment-title = Richten Sie einen zweiten Nachweis ein
enrolment-lead = Diese Anmeldung braucht mehr als einen Nachweis. Wählen Sie einen; es dauert eine Minute.
enrolment-phone-lead = Wir senden einen Code per SMS dorthin, jetzt und wenn Sie sich anmelden.
enrolment-another-way = Einen anderen Weg wählen

second-factors-title = Zweiter Nachweis
second-factors-lead = Mit einer Authenticator-App meldet sich niemand allein mit Ihrem Postfach an.
app-title = Authenticator-App
app-since = Eingerichtet am
app-none = Nicht eingerichtet
app-add = App einrichten
app-remove = App entfernen
new-app-title = Authenticator-App einrichten
new-app-lead = Scannen Sie das Bild mit Ihrer App und geben Sie dann den Code ein, den sie zeigt.
new-app-qr = QR-Code für Ihre Authenticator-App
new-app-key = Oder geben Sie diesen Schlüssel ein:
new-app-code = Code, den die App zeigt
new-app-button = App einrichten
account-notice-app-removed = Die Authenticator-App wurde entfernt.
account-notice-last-factor = Nichts wurde entfernt: Hier ist ein zweiter Nachweis nötig. Richten Sie zuerst einen anderen ein.

recovery-title = Wiederherstellungscodes
recovery-lead = Schreiben Sie diese auf und bewahren Sie sie sicher auf. Jeder gilt einmal, wenn App, Passkey oder Telefon verloren sind. Sie werden nur jetzt gezeigt.
recovery-shown-before = Ihre Wiederherstellungscodes wurden schon gezeigt. Neue können Sie in Ihrem Konto erstellen.
recovery-continue = Ich habe sie notiert
recovery-make = Neue Codes erstellen
recovery-left = { $left ->
    [one] Ein Code ist übrig.
   *[other] { $left } Codes sind übrig.
}

notice-subject = { $brand }: Ihre Anmeldung hat sich geändert
notice-passkey-added = Ihrem Konto wurde ein Passkey hinzugefügt.
notice-passkey-removed = Ein Passkey wurde aus Ihrem Konto entfernt.
notice-passkey-cloned = Ein Passkey Ihres Kontos wurde vielleicht kopiert. Damit kann sich niemand mehr anmelden.
notice-app-added = Für Ihr Konto wurde eine Authenticator-App eingerichtet.
notice-app-removed = Die Authenticator-App wurde aus Ihrem Konto entfernt.
notice-recovery-codes-made = Für Ihr Konto wurden neue Wiederherstellungscodes erstellt. Die alten gelten nicht mehr.
notice-recovery-code-used = Mit einem Wiederherstellungscode hat sich jemand an Ihrem Konto angemeldet.
notice-password-set = Das Passwort Ihres Kontos wurde festgelegt oder geändert. Alle anderen Geräte wurden abgemeldet.
notice-password-removed = Das Passwort Ihres Kontos wurde entfernt. Alle anderen Geräte wurden abgemeldet.
notice-advice = Waren Sie das nicht? Dann melden Sie sich an, sehen Sie sich Passkeys, Apps und Geräte Ihres Kontos an und entfernen Sie, was nicht Ihnen gehört.

details-lead-sign-in-ways = Geben Sie die Adresse Ihres { $brand }-Kontos ein.
details-email-hint-ways = Auf der nächsten Seite wählen Sie, wie Sie sich anmelden.
keep-signed-in = Auf diesem Gerät angemeldet bleiben

proof-title = Wie möchten Sie sich anmelden?
proof-lead = Sie melden sich an als
proof-password = Passwort
proof-button = Anmelden
proof-email-code = Code per E-Mail erhalten
proof-email-link = Link per E-Mail erhalten
proof-email-both = Code und Link per E-Mail erhalten
proof-forgot = Passwort vergessen
proof-problem = Diese Adresse und dieses Passwort gehören nicht zusammen. Versuchen Sie es noch einmal oder lassen Sie sich eine E-Mail schicken.

code-title-link = Öffnen Sie den Link aus der E-Mail
code-lead-link = Wir haben einen Link geschickt an
code-or-link = Oder öffnen Sie den Link aus der E-Mail in diesem Browser.
link-title = Anmelden?
link-lead = Der Link aus der E-Mail bestätigt: Sie sind
link-button = Ja, anmelden
link-elsewhere-title = Bitte im anderen Browser
link-elsewhere = Zu Ihrer Sicherheit gilt dieser Link nur in dem Browser, in dem Sie ihn angefordert haben.
link-elsewhere-hint = Öffnen Sie ihn dort, oder geben Sie dort den Code aus der E-Mail ein. Niemand hat ihn angefordert? Dann schließen Sie diese Seite; es ist nichts geschehen.
link-ended-title = Dieser Link gilt nicht mehr
link-ended = Er wurde schon benutzt, ist zu alt oder gehört zu einer anderen Anmeldung.
link-ended-back = Neuen anfordern

password-title = Passwort
password-changed = Zuletzt geändert:
password-none = Sie haben kein Passwort. Mit einem Passwort melden Sie sich an, ohne auf eine E-Mail zu warten.
password-new = Neues Passwort
password-again = Neues Passwort, noch einmal
password-hint = Mindestens { $characters } Zeichen. Gut sind mehrere Wörter, die nicht zusammengehören. Ziffern und Sonderzeichen sind nicht vorgeschrieben.
password-set = Passwort festlegen
password-change = Passwort ändern
password-remove = Passwort entfernen
password-others-end = Alle anderen Geräte werden abgemeldet.
password-problem-short = Dieses Passwort ist zu kurz.
password-problem-long = Dieses Passwort ist zu lang: höchstens 256 Zeichen.
password-problem-leaked = Dieses Passwort steht auf Listen gestohlener Passwörter. Wählen Sie ein anderes.
password-problem-guessable = Dieses Passwort ist leicht zu erraten. Fügen Sie einige Wörter hinzu, die nichts mit Ihnen zu tun haben.
password-problem-different = Die beiden Passwörter sind nicht gleich. Geben Sie zweimal dasselbe ein.
password-sent-title = Sehen Sie in Ihr Postfach
password-sent = Wenn es ein Konto gibt, ist ein Link für ein neues Passwort unterwegs an
password-sent-hint = Der Link gilt 30 Minuten und nur einmal. Falls er nicht ankommt, sehen Sie im Spam-Ordner nach.
password-sent-back = Zurück
password-reset-title = Wählen Sie ein neues Passwort
password-reset-lead = Danach sind Sie überall abgemeldet und melden sich mit dem neuen Passwort an.
password-ended-title = Dieser Link gilt nicht mehr
password-ended = Er wurde schon benutzt oder ist zu alt. Fordern Sie bei der Anmeldung einen neuen an.
password-ended-again = Anmelden
password-replaced-title = Ihr Passwort ist geändert
password-replaced = Sie sind überall abgemeldet. Melden Sie sich mit dem neuen Passwort an.
account-prove-again = Bestätigen Sie, dass Sie es sind, um dies zu ändern
account-notice-password-set = Ihr Passwort ist festgelegt. Alle anderen Geräte sind abgemeldet.
account-notice-password-removed = Ihr Passwort ist entfernt. Alle anderen Geräte sind abgemeldet.
account-notice-proven = Danke. Zehn Minuten lang können Sie ändern, wie Sie sich anmelden.

letter-subject-link = Bei { $brand } anmelden
letter-subject-password = Ihr { $brand }-Passwort
letter-intro-link = öffnen Sie diesen Link, um sich bei { $brand } anzumelden, und zwar in dem Browser, in dem Sie ihn angefordert haben:
letter-or-code = Oder geben Sie dort diesen Code ein:
letter-link = Anmelden
letter-intro-password = öffnen Sie diesen Link, um ein neues Passwort für { $brand } zu wählen:
letter-link-password = Neues Passwort wählen
letter-intro-no-account = jemand hat mit dieser Adresse ein neues Passwort für { $brand } angefordert. Zu ihr gibt es kein Konto. Vielleicht haben Sie eine andere Adresse benutzt.
letter-unexpected-link = Sie haben keinen Link angefordert? Dann hat sich jemand bei der Adresse vertippt, und Sie müssen nichts tun.
letter-unexpected-password = Sie haben das nicht angefordert? Dann müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.

invitation-subject = Einladung zu { $organization }
invitation-intro = Sie sind eingeladen, für { $organization } zu handeln. Öffnen Sie diese Adresse, um sich anzumelden und beizutreten:
invitation-validity =
    { $days ->
        [one] Die Adresse gilt einen Tag und funktioniert einmal.
       *[other] Die Adresse gilt { $days } Tage und funktioniert einmal.
    }
invitation-unexpected = Sie wissen nicht, wer Sie einlädt? Dann müssen Sie nichts tun. Wer beitritt, zeigt den Administratoren der Organisation Namen und E-Mail-Adresse.

organization-choice-title = Für wen handeln Sie?
organization-choice-lead = Die Anwendung erfährt den Namen der Organisation, die Sie wählen, und Ihre Rollen darin.
organization-choice-legend = Organisation
organization-choice-themselves = Nur für mich selbst
organization-choice-problem = Wählen Sie, für wen Sie handeln.

organizations-title = Ihre Organisationen
organizations-lead = Unternehmen und andere Organisationen, für die Sie handeln.
organizations-none = Sie gehören keiner Organisation an.
organizations-roles = Rollen:
organizations-manage = Verwalten
organizations-state-active = Mitglied
organizations-state-requested = Wartet auf Freigabe
organizations-state-suspended = Gesperrt
organizations-join-title = { $organization } beitreten?
organizations-join-lead = Die Administratoren der Organisation sehen Ihren Namen und Ihre E-Mail-Adresse.
organizations-join-button = Beitreten
organizations-join-other = Diese Einladung ging an eine andere E-Mail-Adresse als die Ihres Kontos. Melden Sie sich ab und mit jener Adresse wieder an, um sie anzunehmen.
organizations-members = Mitglieder
organizations-members-missing = Mitglieder, die in diesen Regionen leben, werden nicht angezeigt, weil die Regionen gerade nicht antworten: { $regions }
organizations-approve = Freigeben
organizations-save = Rollen speichern
organizations-suspend = Zugang sperren
organizations-resume = Zugang wieder geben
organizations-remove = Entfernen
organizations-invite = Jemanden einladen
organizations-invite-button = Einladung senden
organizations-issuer = Eigene Anmeldung
organizations-issuer-lead = Mitglieder mit diesen E-Mail-Adressen melden sich dort an:
organizations-issuer-issuer = Aussteller
organizations-issuer-client = Client
organizations-issuer-role = Neue Mitglieder erhalten die Rolle:
organizations-issuer-no-role = Niemand wird durch die Anmeldung dort Mitglied.
organizations-issuer-remove = Eigene Anmeldung entfernen
organizations-issuer-set-lead = Mitglieder können sich über einen OpenID-Connect-Aussteller Ihrer Organisation anmelden, sobald sie eine Maildomain nachgewiesen hat. Tragen Sie dort diese Rücksprungadresse ein:
organizations-issuer-sign-out = Tragen Sie für das Abmelden dort auch diese Adressen ein (nach dem Abmelden; Back-Channel-Logout):
organizations-issuer-secret = Client-Geheimnis
organizations-issuer-secret-hint = Leer lassen, wenn der Aussteller unsere öffentlichen Schlüssel kennt (private_key_jwt).
organizations-issuer-new-members = Wer sich dort anmeldet, ohne Mitglied zu sein
organizations-issuer-set = Als Anmeldung verwenden
organizations-audit = Was getan wurde
organizations-audit-lead = Die Einträge nennen Mitgliedschaften und Anwendungen, keine Personen.
organizations-notice-done = Gespeichert.
organizations-notice-invited = Die Einladung ist unterwegs.
organizations-notice-last-administrator = Eine Organisation behält einen Administrator: Ernennen Sie zuerst jemand anderen.
organizations-notice-too-many = Zu viele Einladungen in kurzer Zeit. Bitte versuchen Sie es später wieder.
organizations-notice-refused = Das war nicht möglich. Sehen Sie in die Liste und versuchen Sie es noch einmal.
organizations-notice-issuer = Der Aussteller kann nicht verwendet werden. Schreiben Sie seine Adresse genau wie seine Metadaten, und sorgen Sie dafür, dass er aus dem Internet erreichbar ist.
organizations-notice-issuer-domain = Eine Anmeldung gilt für Adressen einer Maildomain, die Ihre Organisation nachgewiesen hat und die zu keiner anderen Anmeldung führt.

# Providers that people sign in by.
social-continue = Weiter mit { $provider }
social-arrived = Sie kommen von { $provider }. Melden Sie sich hier einmal an oder registrieren Sie sich; danach genügt auf Wunsch { $provider } allein.
social-cancelled = Sie haben nicht mit { $provider } weitergemacht. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
social-failed = Die Anmeldung mit { $provider } hat nicht geklappt. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
linking-title = Künftig mit { $provider } anmelden?
linking-lead = Sie haben beides nachgewiesen: Ihr Konto hier und das bei { $provider }. Sind sie verknüpft, genügt beim nächsten Mal { $provider } allein.
linking-values = Das sagt { $provider } über Sie. Was dürfen wir übernehmen?
linking-purpose = für: { $purpose }
linking-later = Sie können die Verknüpfung jederzeit in Ihrem Konto aufheben.
linking-button = Verknüpfen
linking-skip = Jetzt nicht
social-title = Verknüpfte Anmeldungen
social-lead = Mit diesen Anbietern können Sie sich anmelden. Ihre E-Mail-Adresse genügt ebenfalls immer.
social-since = Verknüpft
social-add = { $provider } verknüpfen
social-remove = Entfernen
social-remove-named = { $provider } entfernen
account-notice-social-removed = Die Verknüpfung wurde aufgehoben.
account-notice-social-taken = Diese Anmeldung ist bereits verknüpft, mit diesem oder einem anderen Konto.
notice-social-linked = Die Anmeldung über einen anderen Anbieter wurde mit Ihrem Konto verknüpft.
notice-social-removed = Die Anmeldung über einen anderen Anbieter wurde von Ihrem Konto entfernt.
error-federation-title = Diese Anmeldung kann nicht fortgesetzt werden
error-federation = Die Antwort des anderen Anbieters kam zu spät, wurde schon verwendet oder gehört zu einer Anmeldung in einem anderen Browser. Gehen Sie zurück zur Anwendung und melden Sie sich neu an.
error-unlinked-title = Sie können mit diesem Konto nicht angemeldet werden
error-unlinked = Es gibt hier ein Konto mit Ihrer E-Mail-Adresse, das nicht mit dieser Anmeldung verknüpft werden kann. Bitte wenden Sie sich an den Support.
error-foreign-address-title = Sie können nicht angemeldet werden
error-organization-login = Die Anmeldung Ihrer Organisation hat Sie nicht angemeldet.
error-foreign-address = Die Anmeldung von { $organization } hat keine eigene E-Mail-Adresse genannt. Bitten Sie die Administratoren von { $organization }, das zu berichtigen.
error-membership-ended-title = Ihr Zugang ist beendet
error-membership-ended = { $organization } hat Ihre Mitgliedschaft angehalten oder beendet. Wenn das ein Versehen ist, bitten Sie die Administratoren um neuen Zugang.

## Memberships
memberships-title = Mitgliedschaften
memberships-lead = Verknüpfen Sie eine Mitgliedschaft einmal. Danach sind Sie als Mitglied bekannt, wie auch immer Sie sich anmelden.
memberships-since = Verknüpft
memberships-number = Nummer
memberships-link = Verknüpfen
memberships-link-named = { $membership } verknüpfen
memberships-remove = Entfernen
memberships-remove-named = { $membership } entfernen
memberships-consent = Um diese Mitgliedschaft zu verknüpfen, stimmen Sie zuerst in Ihrem Profil ihrer Verwendung zu.
membership-title = Sind Sie Mitglied bei { $membership }?
membership-lead = Verknüpfen Sie Ihre Mitgliedschaft jetzt. Danach kennt { $application } Sie als Mitglied, wie auch immer Sie sich anmelden.
membership-later = Sie können das auch später in Ihrem Konto tun.
account-notice-membership-linked = Die Mitgliedschaft wurde verknüpft.
account-notice-membership-removed = Die Mitgliedschaft wurde entfernt.
account-notice-membership-unconfirmed = Die Mitgliedschaft konnte mit Ihren Angaben nicht bestätigt werden. Ist sie mit einem anderen Konto verknüpft, entfernen Sie sie zuerst dort.
account-notice-membership-later = Die Mitgliedschaft kann gerade nicht bestätigt werden. Bitte versuchen Sie es später noch einmal.

## Telefonnummer
sms-text = { $code } ist Ihr Code für { $brand }. Geben Sie ihn niemandem.
phone-title = Telefonnummer
phone-lead = Eine Nummer von Ihnen, die durch einen Code bestätigt ist.
phone-lead-factor = Eine Nummer von Ihnen, die durch einen Code bestätigt ist. Bei der Anmeldung kann ein Code an diese Nummer Ihr zweiter Nachweis sein.
phone-none = Keine Nummer
phone-since = Bestätigt
phone-add = Telefonnummer hinzufügen
phone-change = Ändern
phone-remove = Entfernen
phone-remove-named = { $number } entfernen
phone-consent = Um eine Telefonnummer hinzuzufügen, stimmen Sie zuerst in Ihrem Profil ihrer Verwendung zu.
new-phone-lead = Wir senden einen sechsstelligen Code per SMS dorthin.
new-phone-label = Mobilnummer
new-phone-hint = Mit + und Ländervorwahl, oder so, wie Sie sie zu Hause schreiben.
new-phone-button = Code senden
phone-problem-number = Schreiben Sie eine Telefonnummer, zum Beispiel +49 1512 3456789.
phone-problem-country = An Nummern dieses Landes können wir keine Nachrichten senden. Nehmen Sie eine andere Nummer.
phone-problem-kind = An diese Nummer können keine Nachrichten gesendet werden. Nehmen Sie eine Mobilnummer.
phone-problem-unsent = Codes können gerade nicht per SMS gesendet werden. Bitte versuchen Sie es später noch einmal.
phone-code-hint =
    { $minutes ->
        [one] Der Code gilt eine Minute.
       *[other] Der Code gilt { $minutes } Minuten.
    }
phone-wrong-number = Falsche Nummer?
account-notice-phone-added = Ihre Telefonnummer ist bestätigt.
account-notice-phone-removed = Die Telefonnummer wurde entfernt.
notice-phone-added = Für Ihr Konto wurde eine Telefonnummer bestätigt.
notice-phone-removed = Die Telefonnummer wurde aus Ihrem Konto entfernt.
factor-sms-send = Code per SMS senden
factor-sms-hint = Wir können einen Code an Ihre Nummer senden, die auf { $ending } endet.
factor-sms-label = Code aus der SMS
factor-sms-sent = Wir haben sechs Ziffern an Ihre Nummer gesendet, die auf { $ending } endet.
factor-sms-unsent = Der Code konnte nicht per SMS gesendet werden. Versuchen Sie es gleich noch einmal, oder bestätigen Sie auf andere Weise.
