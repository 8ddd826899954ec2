continue = Continuer
cancel = Annuler
optional = (facultatif)
new-window = s’ouvre dans une nouvelle fenêtre
corrections-title = Merci de vérifier

step-residence = Étape 1 sur 4 · Pays
step-details = Étape 2 sur 4 · Vous
step-sign-in = Connexion
step-code = Étape 3 sur 4 · Code
step-consent = Étape 4 sur 4 · Autorisations

residence-title = Où habitez-vous ?
residence-lead = Votre pays détermine la loi qui vous protège et le lieu où vos données sont conservées. C’est pourquoi nous commençons par là.
residence-verified = Nous ne connaissons pas encore cette adresse. Pour créer votre compte, dites-nous où vous habitez.
residence-country = Pays de résidence
residence-choose = Choisissez un pays
residence-hint = Le pays où vous vivez habituellement, pas celui où vous voyagez.
residence-register = Créer un compte
residence-sign-in = J’ai déjà un compte
residence-problem = Choisissez le pays où vous habitez.

details-title = Créez votre compte
details-title-sign-in = Connexion
details-title-name = Comment vous appelez-vous ?
details-lead = Votre nom et votre adresse e-mail suffisent à { $brand }. Pas de mot de passe.
details-lead-sign-in = Indiquez l’adresse de votre compte { $brand }. Nous vous envoyons un code, sans mot de passe.
details-lead-name = Votre adresse e-mail est confirmée. Il ne manque que votre nom pour créer votre compte { $brand }.
details-documents = Avant de nous confier vos données, merci de lire :
details-documents-required = En continuant, vous acceptez :
details-given-name = Prénom
details-family-name = Nom
details-email = Adresse e-mail
details-email-hint = Nous envoyons un code à six chiffres à cette adresse.
details-button = Recevoir le code
details-button-name = Créer mon compte
details-question-sign-in = Vous avez déjà un compte ?
details-other-sign-in = Connectez-vous
details-question-register = Première visite ?
details-other-register = Créez un compte
details-problem-name-missing = Indiquez votre prénom.
details-problem-name-unreadable = Écrivez le nom avec des lettres, espaces, traits d’union ou apostrophes, 80 caractères au plus.
details-problem-email = Indiquez une adresse e-mail comme nom@exemple.fr.

code-title = Saisissez le code reçu
code-lead = Nous avons envoyé un code à six chiffres à
code-label = Code à six chiffres
code-hint =
    { $minutes ->
        [one] Le code est valable une minute. S’il n’arrive pas, regardez dans vos courriers indésirables.
       *[other] Le code est valable { $minutes } minutes. S’il n’arrive pas, regardez dans vos courriers indésirables.
    }
code-button = Continuer
code-resend = Envoyer un nouveau code
code-wrong-address = Ce n’est pas la bonne adresse ?
code-change-address = Modifiez-la
code-problem-incomplete = Saisissez les six chiffres du code.
code-problem-wrong =
    { $left ->
        [one] Ce code n’est pas le bon. Il vous reste un essai.
       *[other] Ce code n’est pas le bon. Il vous reste { $left } essais.
    }
code-problem-ended = Ce code n’est plus valable. Demandez-en un nouveau.

consent-title = Vos choix
consent-lead = { $brand } vous demande votre accord, une finalité à la fois. Les deux réponses conviennent, et votre compte fonctionne de la même façon.
consent-data = Données utilisées :
consent-give = Oui, j’accepte
consent-deny = Non, merci
consent-later = Vous pouvez changer d’avis à tout moment dans « Mes données ».
consent-problem = Choisissez oui ou non : { $title }
consent-unanswered = Merci de choisir l’une des deux réponses.

form-post-title = Un instant, s’il vous plaît
form-post-lead = Nous vous ramenons à l’application.

account-choice-title = Quel compte ?
account-choice-lead = Vous êtes connecté avec { $address }.
account-choice-lead-unnamed = Une session est ouverte sur cet appareil.
account-choice-continue = Continuer avec ce compte
account-choice-other = Utiliser un autre compte

documents-title = À lire avant de continuer
documents-title-changed = Du nouveau
documents-lead = Avant de continuer, { $brand } vous demande d’accepter ce qui suit :
documents-lead-shown = Avant de continuer, { $brand } souhaite vous informer de ce qui suit :
documents-version = Version { $version }
documents-version-from = Version { $version }, applicable à partir du { $date }
documents-changes = Ce qui a changé :
documents-read = Lire « { $title } »
documents-accept = Accepter et continuer
documents-otherwise = Sans votre accord, vous ne pouvez pas continuer ici. Dans « Mes données », vous pouvez toujours consulter vos données, modifier vos choix et supprimer votre compte.

profile-title = Un peu plus sur vous
profile-lead = { $application } aimerait savoir :
profile-purpose = Utilisé pour : { $purpose }
profile-later = Vous retrouvez et supprimez ce que vous nous dites dans « Mes données ».
profile-skip = Pas maintenant
profile-choose = Veuillez choisir
profile-yes = Oui
profile-no = Non
profile-problem-missing = Merci de remplir ce champ.
profile-problem-unreadable = Nous ne pouvons pas lire ceci. Merci de l’écrire autrement.

permission-title = Votre accord
permission-heading = { $application } demande votre accord
permission-lead = Si vous acceptez, { $application } reçoit :
permission-lead-nothing = Si vous acceptez, { $application } saura que c’est vous, et rien d’autre.
permission-hint = Ce qui dépend d’une finalité que vous n’avez pas acceptée n’est pas transmis.
permission-agree = Accepter et continuer
introduction-title = À propos de { $application }
introduction-lead = Vous vous connectez à { $application }, une application qui s’est présentée ici elle-même.
introduction-site = Son site
introduction-policy = Son avis de confidentialité
introduction-terms = Ses conditions

landing-title = Bienvenue
landing-heading = Bienvenue chez { $brand }
landing-lead = C’est ici que vous vous connectez. Ouvrez l’une de nos applications pour commencer, ou voyez ce que nous savons de vous.
landing-portal = Voir mes données
landing-hint = Vous pouvez y consulter, corriger et supprimer vos données, et modifier vos choix.

sign-out-title = Se déconnecter ?
sign-out-lead = Vous devrez vous reconnecter sur cet appareil.
sign-out-button = Se déconnecter
sign-out-stay = Rester connecté
signed-out-title = Vous êtes déconnecté
signed-out-lead = Sur un ordinateur partagé, fermez aussi le navigateur.

error-back = Revenez en arrière dans votre navigateur pour réessayer.
error-untrusted-title = Ce lien ne fonctionne pas
error-untrusted = L’application qui vous a envoyé ici n’est pas connue, ou a demandé une adresse qui n’est pas la sienne. Pour votre sécurité, nous nous arrêtons là.
error-untrusted-developers = Pour les développeurs : { $parameter } n’est pas enregistré.
error-no-flow-title = Merci de recommencer
error-no-flow = Cette connexion est terminée ou a été ouverte dans un autre navigateur. Retournez dans l’application et connectez-vous depuis celle-ci.
error-foreign-form-title = Merci de réessayer
error-foreign-form = Ce formulaire ne vient pas de la page ouverte dans ce navigateur. Rien n’a été modifié.
error-unreadable-form = Ce formulaire n’a pas pu être lu, ou il est trop long. Rien n’a été modifié.
error-handoff-title = Merci de recommencer
error-handoff = Le lien vers votre région a déjà servi ou est trop ancien. Retournez dans l’application et connectez-vous depuis celle-ci.
error-too-many-title = Un peu moins vite, merci
error-too-many = Trop de codes ont été demandés ou saisis. Cette limite protège votre compte.
error-too-many-wait =
    { $minutes ->
        [one] Réessayez dans une minute.
       *[other] Réessayez dans { $minutes } minutes.
    }
error-mail-title = Le code n’a pas pu être envoyé
error-mail = Notre serveur de messagerie ne répond pas pour le moment. Merci de réessayer dans un instant.
error-not-found-title = Il n’y a rien ici
error-not-found = Cette page n’existe pas. Retournez dans l’application et connectez-vous depuis celle-ci.
error-fault-title = Une erreur s’est produite
error-fault = C’est notre erreur, pas la vôtre. Merci de réessayer dans un instant.

letter-subject = Votre code { $brand }
letter-greeting = Bonjour,
letter-intro = saisissez ce code pour vous connecter à { $brand } :
letter-validity =
    { $minutes ->
        [one] Il est valable une minute et ne sert qu’une fois.
       *[other] Il est valable { $minutes } minutes et ne sert qu’une fois.
    }
letter-unexpected = Vous n’avez pas demandé de code ? Quelqu’un s’est sans doute trompé d’adresse, et vous n’avez rien à faire. Ne donnez jamais ce code à personne, pas même à nous.
letter-support = Des questions ? { $address }

account-title = Votre connexion
account-lead = Comment vous vous connectez, et où vous êtes connecté·e.
account-portal = Vos données et vos choix
account-notice-session-ended = Cet appareil est déconnecté.
account-notice-sessions-ended = Tous les autres appareils sont déconnectés.
devices-title = Où vous êtes connecté·e
devices-lead = Vous voyez un appareil qui n’est pas le vôtre ? Déconnectez-le et changez votre façon de vous connecter.
devices-name = { $browser } sur { $system }
devices-unknown = Appareil inconnu
devices-this = Cet appareil
devices-first = Première connexion :
devices-last = Dernière utilisation :
devices-persistent = Reste connecté quand le navigateur est fermé.
devices-end = Déconnecter
devices-end-named = Déconnecter { $device }
devices-end-others = Déconnecter tous les autres appareils

passkey-button = Se connecter avec une clé d’accès
passkey-failed = Cela n’a pas fonctionné. Réessayez ou continuez autrement.
passkey-known = Cet appareil a déjà une de vos clés d’accès.
passkey-refused = Cette clé d’accès n’a pas été acceptée. Utilisez-en une autre ou connectez-vous autrement.
passkey-needs-script = Les clés d’accès ont besoin de JavaScript. Tout le reste fonctionne sans.

passkeys-title = Clés d’accès
passkeys-lead = Avec une clé d’accès, vous vous connectez par empreinte, visage ou déverrouillage de votre appareil. Elle ne se devine pas et ne fonctionne que sur nos pages.
passkeys-created = Ajoutée le
passkeys-last-used = Dernière utilisation
passkeys-never = jamais
passkeys-cloned = Cette clé d’accès a peut-être été copiée et ne permet plus de se connecter. Supprimez-la et ajoutez-en une nouvelle.
passkeys-add = Ajouter une clé d’accès
passkeys-remove = Supprimer
passkeys-remove-named = Supprimer { $passkey }
passkeys-rename = Renommer
passkeys-rename-named = Renommer { $passkey }
passkeys-name-proposal = Ma clé d’accès
account-notice-passkey-added = Votre clé d’accès a été ajoutée.
account-notice-passkey-removed = La clé d’accès a été supprimée.
account-notice-passkey-renamed = La clé d’accès a un nouveau nom.

new-passkey-title = Ajouter une clé d’accès
new-passkey-lead = Votre appareil demande votre empreinte, votre visage ou son code. Rien de cela ne le quitte.
new-passkey-name = Nom
new-passkey-name-hint = Pour distinguer vos clés d’accès.
new-passkey-button = Ajouter la clé d’accès
new-passkey-refused = Cette clé d’accès n’a pas pu être ajoutée. Réessayez.
new-passkey-makers = Seuls les clés de sécurité et les appareils autorisés sont acceptés, et aucun qui copie ses clés d’accès sur d’autres appareils.
passkey-name-title = Renommer une clé d’accès
passkey-name-save = Enregistrer
back-to-account = Retour à mon compte

device-title = Se connecter sur un appareil
device-lead = Saisissez le code affiché sur votre appareil.
device-label = Code affiché sur l’appareil
device-hint = Huit lettres, par exemple BCDF-GHJK. Minuscules et tirets sont sans importance.
device-problem-shape = Le code comporte huit lettres. Vérifiez-le sur votre appareil.
device-problem-unknown = Aucun appareil n’attend ce code. Il est peut-être trop ancien : demandez-en un nouveau à votre appareil.
device-confirm-title = Se connecter à { $application } sur votre appareil ?
device-confirm-lead = Votre appareil affiche ce code :
device-confirm-warning = Continuez seulement si vous êtes à l’origine de cette demande et si l’appareil est devant vous. Jamais nous ne vous enverrons un tel code ni ne vous en demanderons un.
device-confirm-yes = Oui, connecter l’appareil
device-confirm-no = Non, refuser
device-approved-title = Votre appareil est connecté
device-approved-lead = Vous pouvez fermer cette page et continuer sur votre appareil.
device-denied-title = Votre appareil a été refusé
device-denied-lead = Rien ne lui a été transmis. Vous pouvez fermer cette page.

factor-title = Confirmez que c’est bien vous
factor-lead = Une seconde preuve protège votre compte, même si quelqu’un lit vos e-mails.
factor-code-label = Code de votre application d’authentification
factor-code-hint = Six chiffres qui changent toutes les 30 secondes.
factor-recovery-label = Code de secours
factor-recovery-hint = L’un des codes que vous avez notés. Chacun sert une fois.
factor-recovery-button = Utiliser un code de secours
factor-wrong = Ce code n’est pas correct ou a déjà servi. Prenez-en un nouveau.

enrolment-title = Ajoutez une seconde preuve
enrolment-lead = Cette connexion demande plus d’une preuve. Choisissez-en une ; cela prend une minute.
enrolment-phone-lead = Nous y envoyons un code par SMS, maintenant et quand vous vous connectez.
enrolment-another-way = Choisir un autre moyen

second-factors-title = Seconde preuve
second-factors-lead = Avec une application d’authentification, personne ne se connecte avec votre seule messagerie.
app-title = Application d’authentification
app-since = Configurée le
app-none = Non configurée
app-add = Configurer une application
app-remove = Supprimer l’application
new-app-title = Configurer une application d’authentification
new-app-lead = Scannez l’image avec votre application, puis saisissez le code affiché.
new-app-qr = Code QR pour votre application d’authentification
new-app-key = Ou saisissez cette clé :
new-app-code = Code affiché par l’application
new-app-button = Configurer l’application
account-notice-app-removed = L’application d’authentification a été supprimée.
account-notice-last-factor = Rien n’a été supprimé : une seconde preuve est exigée ici. Configurez-en d’abord une autre.

recovery-title = Codes de secours
recovery-lead = Notez-les et gardez-les en lieu sûr. Chacun sert une fois si votre application, clé d’accès ou téléphone est perdu. Ils ne sont affichés que maintenant.
recovery-shown-before = Vos codes de secours ont déjà été affichés. Vous pouvez en créer de nouveaux dans votre compte.
recovery-continue = Je les ai notés
recovery-make = Créer de nouveaux codes
recovery-left = { $left ->
    [one] Il reste { $left } code.
    [many] Il reste { $left } codes.
   *[other] Il reste { $left } codes.
}

notice-subject = { $brand } : votre connexion a changé
notice-passkey-added = Une clé d’accès a été ajoutée à votre compte.
notice-passkey-removed = Une clé d’accès a été supprimée de votre compte.
notice-passkey-cloned = Une clé d’accès de votre compte a peut-être été copiée. Elle ne permet plus de se connecter.
notice-app-added = Une application d’authentification a été configurée pour votre compte.
notice-app-removed = L’application d’authentification a été supprimée de votre compte.
notice-recovery-codes-made = De nouveaux codes de secours ont été créés pour votre compte. Les anciens ne servent plus.
notice-recovery-code-used = Un code de secours a servi à se connecter à votre compte.
notice-password-set = Le mot de passe de votre compte a été défini ou modifié. Tous les autres appareils ont été déconnectés.
notice-password-removed = Le mot de passe de votre compte a été supprimé. Tous les autres appareils ont été déconnectés.
notice-advice = Ce n’était pas vous ? Connectez-vous, vérifiez les clés d’accès, applications et appareils de votre compte et supprimez ce qui n’est pas à vous.

details-lead-sign-in-ways = Indiquez l’adresse de votre compte { $brand }.
details-email-hint-ways = À la page suivante, vous choisissez comment vous connecter.
keep-signed-in = Rester connecté sur cet appareil

proof-title = Comment voulez-vous vous connecter ?
proof-lead = Vous vous connectez avec
proof-password = Mot de passe
proof-button = Se connecter
proof-email-code = M’envoyer un code par e-mail
proof-email-link = M’envoyer un lien par e-mail
proof-email-both = M’envoyer un code et un lien par e-mail
proof-forgot = J’ai oublié mon mot de passe
proof-problem = Cette adresse et ce mot de passe ne vont pas ensemble. Réessayez, ou demandez un e-mail.

code-title-link = Ouvrez le lien reçu
code-lead-link = Nous avons envoyé un lien à
code-or-link = Ou ouvrez le lien de l’e-mail, dans ce navigateur.
link-title = Se connecter ?
link-lead = Le lien de l’e-mail confirme que vous êtes
link-button = Oui, me connecter
link-elsewhere-title = Utilisez l’autre navigateur
link-elsewhere = Pour votre sécurité, ce lien ne fonctionne que dans le navigateur où vous l’avez demandé.
link-elsewhere-hint = Ouvrez-le là-bas, ou saisissez-y le code de l’e-mail. Personne n’a rien demandé ? Fermez cette page : rien ne s’est passé.
link-ended-title = Ce lien n’est plus valable
link-ended = Il a déjà servi, il est trop ancien ou il appartient à une autre connexion.
link-ended-back = En demander un nouveau

password-title = Mot de passe
password-changed = Dernière modification :
password-none = Vous n’avez pas de mot de passe. Avec un mot de passe, vous vous connectez sans attendre d’e-mail.
password-new = Nouveau mot de passe
password-again = Nouveau mot de passe, encore une fois
password-hint = Au moins { $characters } caractères. Plusieurs mots sans rapport entre eux conviennent bien. Aucune règle pour les chiffres ou les signes.
password-set = Définir le mot de passe
password-change = Modifier le mot de passe
password-remove = Supprimer le mot de passe
password-others-end = Tous les autres appareils seront déconnectés.
password-problem-short = Ce mot de passe est trop court.
password-problem-long = Ce mot de passe est trop long : 256 caractères au plus.
password-problem-leaked = Ce mot de passe figure sur des listes de mots de passe volés. Choisissez-en un autre.
password-problem-guessable = Ce mot de passe est facile à deviner. Ajoutez quelques mots sans rapport avec vous.
password-problem-different = Les deux mots de passe ne sont pas identiques. Saisissez deux fois le même.
password-sent-title = Regardez votre messagerie
password-sent = S’il existe un compte, un lien pour choisir un nouveau mot de passe est en route vers
password-sent-hint = Le lien est valable 30 minutes et ne sert qu’une fois. S’il n’arrive pas, regardez dans vos courriers indésirables.
password-sent-back = Retour
password-reset-title = Choisissez un nouveau mot de passe
password-reset-lead = Vous serez ensuite déconnecté partout et vous vous connecterez avec le nouveau mot de passe.
password-ended-title = Ce lien n’est plus valable
password-ended = Il a déjà servi ou il est trop ancien. Demandez-en un nouveau à la page de connexion.
password-ended-again = Se connecter
password-replaced-title = Votre mot de passe est modifié
password-replaced = Vous êtes déconnecté partout. Connectez-vous avec le nouveau mot de passe.
account-prove-again = Confirmez que c’est bien vous pour modifier ceci
account-notice-password-set = Votre mot de passe est défini. Tous les autres appareils sont déconnectés.
account-notice-password-removed = Votre mot de passe est supprimé. Tous les autres appareils sont déconnectés.
account-notice-proven = Merci. Vous pouvez modifier votre façon de vous connecter pendant dix minutes.

letter-subject-link = Connexion à { $brand }
letter-subject-password = Votre mot de passe { $brand }
letter-intro-link = ouvrez ce lien pour vous connecter à { $brand }, dans le navigateur où vous l’avez demandé :
letter-or-code = Ou saisissez-y ce code :
letter-link = Se connecter
letter-intro-password = ouvrez ce lien pour choisir un nouveau mot de passe pour { $brand } :
letter-link-password = Choisir un nouveau mot de passe
letter-intro-no-account = quelqu’un a demandé un nouveau mot de passe pour { $brand } avec cette adresse. Aucun compte ne l’utilise. Vous avez peut-être utilisé une autre adresse.
letter-unexpected-link = Vous n’avez pas demandé de lien ? Quelqu’un a dû se tromper d’adresse, et vous n’avez rien à faire.
letter-unexpected-password = Vous n’avez rien demandé ? Vous n’avez rien à faire : votre mot de passe reste le même.

invitation-subject = Vous êtes invité·e à rejoindre { $organization }
invitation-intro = vous êtes invité·e à agir pour { $organization }. Ouvrez cette adresse pour vous connecter et rejoindre l’organisation :
invitation-validity =
    { $days ->
        [one] L’adresse est valable { $days } jour et ne fonctionne qu’une fois.
       *[other] L’adresse est valable { $days } jours et ne fonctionne qu’une fois.
    }
invitation-unexpected = Vous ne savez pas qui vous invite ? Alors vous n’avez rien à faire. En rejoignant l’organisation, vous montrez votre nom et votre adresse e-mail à ses administrateurs.

organization-choice-title = Pour qui agissez-vous ?
organization-choice-lead = L’application reçoit le nom de l’organisation que vous choisissez et vos rôles dans celle-ci.
organization-choice-legend = Organisation
organization-choice-themselves = Pour moi-même
organization-choice-problem = Choisissez pour qui vous agissez.

organizations-title = Vos organisations
organizations-lead = Les entreprises et autres organisations pour lesquelles vous agissez.
organizations-none = Vous n’appartenez à aucune organisation.
organizations-roles = Rôles :
organizations-manage = Gérer
organizations-state-active = Membre
organizations-state-requested = En attente d’approbation
organizations-state-suspended = Accès suspendu
organizations-join-title = Rejoindre { $organization } ?
organizations-join-lead = Les administrateurs de l’organisation verront votre nom et votre adresse e-mail.
organizations-join-button = Rejoindre
organizations-join-other = Cette invitation a été envoyée à une autre adresse e-mail que celles de votre compte. Déconnectez-vous, puis connectez-vous avec cette adresse pour l’accepter.
organizations-members = Membres
organizations-members-missing = Les membres qui vivent dans ces régions ne sont pas affichés, car elles ne répondent pas pour le moment : { $regions }
organizations-approve = Approuver
organizations-save = Enregistrer les rôles
organizations-suspend = Suspendre l’accès
organizations-resume = Rétablir l’accès
organizations-remove = Retirer
organizations-invite = Inviter quelqu’un
organizations-invite-button = Envoyer l’invitation
organizations-issuer = Connexion propre
organizations-issuer-lead = Les membres ayant ces adresses e-mail se connectent là :
organizations-issuer-issuer = Émetteur
organizations-issuer-client = Client
organizations-issuer-role = Les nouveaux membres reçoivent le rôle :
organizations-issuer-no-role = Personne ne devient membre en s’y connectant.
organizations-issuer-remove = Supprimer la connexion propre
organizations-issuer-set-lead = Les membres peuvent se connecter par un émetteur OpenID Connect de votre organisation, dès qu’elle a prouvé un domaine de messagerie. Enregistrez-y cette adresse de redirection :
organizations-issuer-sign-out = Pour la déconnexion, enregistrez-y aussi ces adresses (après la déconnexion ; back-channel logout) :
organizations-issuer-secret = Secret du client
organizations-issuer-secret-hint = Laissez vide si l’émetteur connaît nos clés publiques (private_key_jwt).
organizations-issuer-new-members = Qui s’y connecte sans être membre
organizations-issuer-set = Utiliser comme connexion
organizations-audit = Ce qui a été fait
organizations-audit-lead = Les entrées désignent des adhésions et des applications, jamais des personnes.
organizations-notice-done = Enregistré.
organizations-notice-invited = L’invitation est en route.
organizations-notice-last-administrator = Une organisation garde toujours un administrateur : nommez-en d’abord un autre.
organizations-notice-too-many = Trop d’invitations en peu de temps. Veuillez réessayer plus tard.
organizations-notice-refused = Cela n’a pas pu être fait. Vérifiez la liste et réessayez.
organizations-notice-issuer = L’émetteur ne peut pas être utilisé. Écrivez son adresse exactement comme ses métadonnées, et assurez-vous qu’il est joignable depuis Internet.
organizations-notice-issuer-domain = Une connexion vaut pour les adresses d’un domaine de messagerie que votre organisation a prouvé et qu’aucune connexion d’une autre organisation n’utilise.

# Providers that people sign in by.
social-continue = Continuer avec { $provider }
social-arrived = Vous venez de { $provider }. Connectez-vous ou inscrivez-vous ici une fois ; ensuite, si vous le souhaitez, { $provider } suffira pour vous connecter.
social-cancelled = Vous n’avez pas continué avec { $provider }. Réessayez, ou continuez autrement.
social-failed = La connexion avec { $provider } n’a pas fonctionné. Réessayez, ou continuez autrement.
linking-title = Vous connecter avec { $provider } à l’avenir ?
linking-lead = Vous avez prouvé les deux : votre compte ici et celui chez { $provider }. Une fois liés, { $provider } suffira pour vous connecter.
linking-values = Voici ce que { $provider } dit de vous. Que pouvons-nous reprendre ?
linking-purpose = pour : { $purpose }
linking-later = Vous pouvez supprimer ce lien à tout moment dans votre compte.
linking-button = Lier
linking-skip = Pas maintenant
social-title = Connexions liées
social-lead = Ces services vous connectent. Votre adresse e-mail le fait toujours aussi.
social-since = Lié
social-add = Lier { $provider }
social-remove = Supprimer
social-remove-named = Supprimer { $provider }
account-notice-social-removed = Le lien a été supprimé.
account-notice-social-taken = Cette connexion est déjà liée, à ce compte ou à un autre.
notice-social-linked = Une connexion par un autre service a été liée à votre compte.
notice-social-removed = Une connexion par un autre service a été supprimée de votre compte.
error-federation-title = Cette connexion ne peut pas continuer
error-federation = La réponse de l’autre service est arrivée trop tard, a déjà servi ou appartient à une connexion dans un autre navigateur. Retournez à l’application et reconnectez-vous.
error-unlinked-title = Vous ne pouvez pas être connecté avec ce compte
error-unlinked = Un compte avec votre adresse e-mail existe ici, et il ne peut pas être associé à cette connexion. Veuillez contacter le service d’assistance.
error-foreign-address-title = Vous ne pouvez pas être connecté
error-organization-login = La connexion de votre organisation ne vous a pas connecté.
error-foreign-address = La connexion de { $organization } n’a pas indiqué d’adresse e-mail qui lui appartient. Demandez aux administrateurs de { $organization } de la corriger.
error-membership-ended-title = Votre accès a pris fin
error-membership-ended = { $organization } a suspendu votre adhésion ou y a mis fin. S’il s’agit d’une erreur, demandez à ses administrateurs de vous rendre l’accès.

## Memberships
memberships-title = Adhésions
memberships-lead = Associez une adhésion une seule fois. Ensuite, quelle que soit la façon dont vous vous connectez, vous êtes reconnu comme membre.
memberships-since = Associée le
memberships-number = Numéro
memberships-link = Associer
memberships-link-named = Associer { $membership }
memberships-remove = Retirer
memberships-remove-named = Retirer { $membership }
memberships-consent = Pour associer cette adhésion, acceptez d’abord son utilisation dans votre profil.
membership-title = Avez-vous une adhésion { $membership } ?
membership-lead = Associez-la maintenant : { $application } vous reconnaîtra comme membre, quelle que soit la façon dont vous vous connectez.
membership-later = Vous pourrez aussi le faire plus tard, dans votre compte.
account-notice-membership-linked = L’adhésion a été associée.
account-notice-membership-removed = L’adhésion a été retirée.
account-notice-membership-unconfirmed = L’adhésion n’a pas pu être confirmée avec ce que vous avez saisi. Si elle est associée à un autre compte, retirez-la d’abord de celui-ci.
account-notice-membership-later = L’adhésion ne peut pas être confirmée pour le moment. Veuillez réessayer plus tard.

## Numéro de téléphone
sms-text = { $code } est votre code { $brand }. Ne le donnez à personne.
phone-title = Numéro de téléphone
phone-lead = Un numéro qui est le vôtre, confirmé par un code.
phone-lead-factor = Un numéro qui est le vôtre, confirmé par un code. À la connexion, un code envoyé à ce numéro peut être votre seconde preuve.
phone-none = Aucun numéro
phone-since = Confirmé le
phone-add = Ajouter un numéro de téléphone
phone-change = Modifier
phone-remove = Retirer
phone-remove-named = Retirer { $number }
phone-consent = Pour ajouter un numéro de téléphone, acceptez d’abord son utilisation dans votre profil.
new-phone-lead = Nous y envoyons un code à six chiffres par SMS.
new-phone-label = Numéro de mobile
new-phone-hint = Avec + et l’indicatif du pays, ou comme vous l’écrivez chez vous.
new-phone-button = M’envoyer un code
phone-problem-number = Saisissez un numéro de téléphone, par exemple +33 6 12 34 56 78.
phone-problem-country = Nous ne pouvons pas envoyer de messages aux numéros de ce pays. Utilisez un autre numéro.
phone-problem-kind = Aucun message ne peut être envoyé à ce numéro. Utilisez un numéro de mobile.
phone-problem-unsent = Les codes ne peuvent pas être envoyés par SMS pour le moment. Veuillez réessayer plus tard.
phone-code-hint =
    { $minutes ->
        [one] Le code est valable une minute.
       *[other] Le code est valable { $minutes } minutes.
    }
phone-wrong-number = Mauvais numéro ?
account-notice-phone-added = Votre numéro de téléphone est confirmé.
account-notice-phone-removed = Le numéro de téléphone a été retiré.
notice-phone-added = Un numéro de téléphone a été confirmé pour votre compte.
notice-phone-removed = Le numéro de téléphone a été retiré de votre compte.
factor-sms-send = M’envoyer un code par SMS
factor-sms-hint = Nous pouvons envoyer un code à votre numéro qui se termine par { $ending }.
factor-sms-label = Code reçu par SMS
factor-sms-sent = Nous avons envoyé six chiffres à votre numéro qui se termine par { $ending }.
factor-sms-unsent = Le code n’a pas pu être envoyé par SMS. Réessayez dans un instant ou confirmez autrement.
