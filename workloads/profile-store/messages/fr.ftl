overview-title = Vos données
overview-greeting = Bonjour { $name }
overview-lead = Voici tout ce que nous savons de vous. Nous le gardons dans votre région ({ $home }) ; plus bas, vous voyez qui d’autre en a reçu quoi.
sign-out = Se déconnecter
sign-in = Se connecter

consents-title = Ce que nous avons le droit d’en faire
consents-lead = C’est vous qui décidez. Un changement prend effet immédiatement, y compris pour les envois en attente.
state-allowed = Autorisé
state-not-allowed = Non autorisé
state-undecided = Non autorisé : vous n’avez pas encore décidé
state-needed = Nécessaire à ce que vous avez demandé
state-not-objected = Autorisé tant que vous ne vous y opposez pas
basis-consent = Uniquement avec votre consentement.
basis-contract = Nécessaire à notre contrat avec vous.
basis-legal-obligation = La loi l’exige.
basis-legitimate-interest = Notre intérêt légitime ; vous pouvez vous y opposer.
decided-on = Décidé le
covers = Concerne : { $attributes }.
give = Autoriser
give-for = Autoriser : { $purpose }
withdraw = Retirer
withdraw-for = Retirer : { $purpose }
object = M’opposer
object-for = M’opposer à : { $purpose }
done-given = Merci. « { $purpose } » est maintenant autorisé.
done-withdrawn = C’est fait. « { $purpose } » n’est plus autorisé, et plus rien n’est envoyé à ce titre.

known-title = Ce que nous savons de vous
known-lead = Chaque valeur, d’où elle vient, à quelle fin et depuis quand.
known-other = { $source } indique : { $value } (non utilisé)
happened-title = Ce qui s’est passé
happened-all = { $count ->
    [0] Rien pour l’instant.
    [one] Un événement en tout.
   *[other] { $count } événements en tout.
 }
happened-latest = Les { $shown } derniers événements sur { $all }.
happened-details = Détails
known-nothing = Rien pour l’instant.
known-what = Quoi
known-value = Valeur
known-source = Source
known-purpose = Finalité
known-when = Date
source-registration = Vous, à l’inscription
source-sign-in = Vous, lors d’une connexion
source-verified-phone = Vous, par un code envoyé à votre téléphone
purpose-account = Votre compte
yes = Oui
no = Non
moment = { $day ->
    [1] 1er
   *[other] { $day }
 } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
 } { $year }, { $clock } ({ $zone })
time-zone-label = Heures affichées pour
time-zone-change = Modifier

recipients-title = Qui les a reçues
recipients-lead = Les systèmes auxquels vos données ont été envoyées, parce que vous ou la loi le permettez. Nous gardons qui, quel type de données et quand, mais pas leur contenu.
recipients-nobody = Personne pour l’instant.
recipients-unavailable = Cette partie n’est pas disponible en ce moment. Veuillez recharger la page dans un instant.
recipients-who = Destinataire
recipients-where = Conservées et utilisées dans : { $place }
recipients-gone = Ne reçoit plus rien
recipients-events = Avec ce qui s’est passé : { $events }
recipients-often = { $count ->
    [one] Une fois
   *[other] { $count } fois
 }
recipients-first = Première fois :
recipients-last = Dernière fois :

export-section = Votre copie
export-lead = Vous pouvez emporter une copie de tout ce qui figure ici, dans un fichier lisible par des programmes (JSON). Elle contient aussi vos appareils, vos moyens de connexion et les conditions que vous avez acceptées, mais aucun mot de passe.
export-data = Télécharger mes données

delete-section = Partir
delete-lead = Vous pouvez à tout moment supprimer votre compte et tout ce que nous savons de vous.
delete-account = Supprimer mon compte
delete-title = Supprimer votre compte ?
delete-what = Nous supprimerons immédiatement et définitivement :
delete-profile = votre profil et tout ce qui s’y rattache ;
delete-sign-in = votre accès, sur tous vos appareils ;
delete-decisions = vos décisions de consentement (seul reste un nombre qui ne dit rien de vous, pour que le registre des autres puisse être vérifié).
delete-final = Cette action est irréversible.
delete-confirm = Tout supprimer
delete-keep = Garder mon compte
deleted-title = Votre compte est supprimé
deleted-text = Il ne reste rien de ce que nous savions de vous, et plus rien n’est envoyé à personne. Vous pouvez fermer cette page.
deleting-title = Votre compte est en cours de suppression
deleting-text = Vous êtes déconnecté et plus rien n’est enregistré. Une partie de notre système n’a pas encore répondu : le reste sera supprimé dès qu’elle répondra, sans que vous ayez rien à faire.

signed-out-title = Vous êtes déconnecté
signed-out-text = À bientôt.

sign-in-refused-title = Cela n’a pas fonctionné
sign-in-refused-text = La connexion n’a pas été terminée à temps, ou a été commencée dans une autre fenêtre. Vos données n’ont pas été touchées.
sign-in-refused-action = Se connecter à nouveau
sign-in-cancelled-title = Vous ne vous êtes pas connecté
sign-in-cancelled-text = Pour voir et modifier vos données, connectez-vous.
sign-in-cancelled-action = Se connecter
form-expired-title = Veuillez réessayer
form-expired-text = Cette page est restée ouverte trop longtemps, ou la demande n’en provenait pas. Rien n’a été modifié.
form-expired-action = Retour à vos données
broken-title = Un problème est survenu de notre côté
broken-text = Vous n’y êtes pour rien, et rien n’a été modifié à moitié. Réessayez dans un instant.
broken-action = Réessayer
not-found-title = Cette page n’existe pas
not-found-text = L’adresse est peut-être mal saisie.
not-found-action = Retour à vos données
