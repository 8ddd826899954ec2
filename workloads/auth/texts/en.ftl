continue = Continue
cancel = Cancel
optional = (optional)
new-window = opens in a new window
corrections-title = Please check

step-residence = Step 1 of 4 · Country
step-details = Step 2 of 4 · You
step-sign-in = Sign in
step-code = Step 3 of 4 · Code
step-consent = Step 4 of 4 · Permissions

residence-title = Where do you live?
residence-lead = Your country decides which law protects you, and where your data is kept. That is why we ask first.
residence-verified = We do not know this address yet. To make your account, tell us where you live.
residence-country = Country of residence
residence-choose = Choose a country
residence-hint = The country where you usually live, not where you are travelling.
residence-register = Create an account
residence-sign-in = I already have an account
residence-problem = Choose the country where you live.

details-title = Create your account
details-title-sign-in = Sign in
details-title-name = What may we call you?
details-lead = Your name and e-mail address are all that { $brand } needs. No password.
details-lead-sign-in = Type the address of your { $brand } account. We send you a code; no password needed.
details-lead-name = Your e-mail address is confirmed. Only your name is missing to make your { $brand } account.
details-documents = Before you give us your data, please read:
details-documents-required = By continuing, you agree to:
details-given-name = First name
details-family-name = Last name
details-email = E-mail address
details-email-hint = We send a six-digit code to this address.
details-button = Send me the code
details-button-name = Create my account
details-question-sign-in = Already have an account?
details-other-sign-in = Sign in
details-question-register = New here?
details-other-register = Create an account
details-problem-name-missing = Write your first name.
details-problem-name-unreadable = Write the name with letters, spaces, hyphens or apostrophes, at most 80 characters.
details-problem-email = Write an e-mail address like name@example.com.

code-title = Type the code we sent you
code-lead = We sent a six-digit code to
code-label = Six-digit code
code-hint =
    { $minutes ->
        [one] The code is good for one minute. Look in your spam folder if it does not arrive.
       *[other] The code is good for { $minutes } minutes. Look in your spam folder if it does not arrive.
    }
code-button = Continue
code-resend = Send a new code
code-wrong-address = Wrong address?
code-change-address = Change it
code-problem-incomplete = Type the six digits of the code.
code-problem-wrong =
    { $left ->
        [one] This code is not right. You have one try left.
       *[other] This code is not right. You have { $left } tries left.
    }
code-problem-ended = This code is no longer good. Ask for a new one.

consent-title = Your choices
consent-lead = { $brand } asks for your permission, one purpose at a time. Both answers are fine, and your account works the same.
consent-data = Data used:
consent-give = Yes, I agree
consent-deny = No, thank you
consent-later = You can change your mind at any time under “My data”.
consent-problem = Choose yes or no: { $title }
consent-unanswered = Please choose one of the two.

form-post-title = One moment, please
form-post-lead = We are taking you back to the application.

account-choice-title = Which account?
account-choice-lead = You are signed in as { $address }.
account-choice-lead-unnamed = You are signed in on this device.
account-choice-continue = Continue with this account
account-choice-other = Use another account

documents-title = Please read this first
documents-title-changed = Something has changed
documents-lead = Before you go on, { $brand } asks you to agree to this:
documents-lead-shown = Before you go on, { $brand } would like you to know this:
documents-version = Version { $version }
documents-version-from = Version { $version }, applies from { $date }
documents-changes = What has changed:
documents-read = Read “{ $title }”
documents-accept = Agree and continue
documents-otherwise = If you do not agree, you cannot go on here. Under “My data” you can still see your data, change your choices and delete your account.

profile-title = A little more about you
profile-lead = { $application } would like to know:
profile-purpose = Used for: { $purpose }
profile-later = You find and delete what you tell us under “My data”.
profile-skip = Not now
profile-choose = Please choose
profile-yes = Yes
profile-no = No
profile-problem-missing = Please fill this in.
profile-problem-unreadable = We cannot read this. Please write it another way.

permission-title = Your permission
permission-heading = { $application } asks for your permission
permission-lead = If you agree, { $application } gets:
permission-lead-nothing = If you agree, { $application } gets to know that it is you, and nothing else about you.
permission-hint = What depends on a purpose that you did not allow is left out.
permission-agree = Agree and continue
introduction-title = About { $application }
introduction-lead = You are signing in to { $application }, which has introduced itself here.
introduction-site = Its website
introduction-policy = Its privacy notice
introduction-terms = Its terms

landing-title = Welcome
landing-heading = Welcome to { $brand }
landing-lead = This is where you sign in. Open an application of ours to begin, or see what we know about you.
landing-portal = Go to my data
landing-hint = You can see, correct and delete your data there, and change your choices.

sign-out-title = Sign out?
sign-out-lead = You will have to sign in again on this device.
sign-out-button = Sign out
sign-out-stay = Stay signed in
signed-out-title = You are signed out
signed-out-lead = On a shared computer, please close the browser as well.

error-back = Go back in your browser to try again.
error-untrusted-title = This link does not work
error-untrusted = The application that sent you here is not known, or asked to go to an address that is not its own. For your safety we stop here.
error-untrusted-developers = For developers: { $parameter } is not registered.
error-no-flow-title = Please start again
error-no-flow = This sign-in has ended or was opened in another browser. Return to the application and sign in from there.
error-foreign-form-title = Please try again
error-foreign-form = This form did not come from the page in this browser. Nothing was changed.
error-unreadable-form = This form could not be read, or is too long. Nothing was changed.
error-handoff-title = Please start again
error-handoff = The link to your region was already used or is too old. Return to the application and sign in from there.
error-too-many-title = A little slower, please
error-too-many = Too many codes were asked for or typed. This limit protects your account.
error-too-many-wait =
    { $minutes ->
        [one] Try again in one minute.
       *[other] Try again in { $minutes } minutes.
    }
error-mail-title = The code could not be sent
error-mail = Our mail server does not answer right now. Please try again in a moment.
error-not-found-title = There is nothing here
error-not-found = This page does not exist. Return to the application and sign in from there.
error-fault-title = Something went wrong
error-fault = This is our mistake, not yours. Please try again in a moment.

letter-subject = Your { $brand } code
letter-greeting = Hello,
letter-intro = type this code to sign in to { $brand }:
letter-validity =
    { $minutes ->
        [one] It is good for one minute and works once.
       *[other] It is good for { $minutes } minutes and works once.
    }
letter-unexpected = You did not ask for a code? Then somebody mistyped their address, and there is nothing for you to do. Never give the code to anyone, not even to us.
letter-support = Questions? { $address }

account-title = Your sign-in
account-lead = How you sign in, and where you are signed in.
account-portal = Your data and choices
account-notice-session-ended = That device is signed out.
account-notice-sessions-ended = All other devices are signed out.
devices-title = Where you are signed in
devices-lead = Do you see a device that is not yours? Sign it out, and change how you sign in.
devices-name = { $browser } on { $system }
devices-unknown = Unknown device
devices-this = This device
devices-first = Signed in first:
devices-last = Last used:
devices-persistent = Stays signed in when the browser is closed.
devices-end = Sign out
devices-end-named = Sign out { $device }
devices-end-others = Sign out all other devices

passkey-button = Sign in with a passkey
passkey-failed = That did not work. Try again, or go on another way.
passkey-known = This device already has a passkey of yours.
passkey-refused = This passkey was not accepted. Use another one, or sign in another way.
passkey-needs-script = Passkeys need JavaScript. Everything else here works without it.

passkeys-title = Passkeys
passkeys-lead = With a passkey you sign in by fingerprint, face or the lock of your device. It cannot be guessed, and it works on our pages only.
passkeys-created = Added
passkeys-last-used = Last used
passkeys-never = never
passkeys-cloned = This passkey may have been copied and does not sign in any more. Remove it and add a new one.
passkeys-add = Add a passkey
passkeys-remove = Remove
passkeys-remove-named = Remove { $passkey }
passkeys-rename = Rename
passkeys-rename-named = Rename { $passkey }
passkeys-name-proposal = My passkey
account-notice-passkey-added = Your passkey was added.
account-notice-passkey-removed = The passkey was removed.
account-notice-passkey-renamed = The passkey has a new name.

new-passkey-title = Add a passkey
new-passkey-lead = Your device asks for your fingerprint, your face or its lock. None of these leaves it.
new-passkey-name = Name
new-passkey-name-hint = So that you can tell your passkeys apart.
new-passkey-button = Add the passkey
new-passkey-refused = This passkey could not be added. Try again.
new-passkey-makers = Only security keys and devices that were approved are accepted, and none that copies its passkeys to other devices.
passkey-name-title = Rename a passkey
passkey-name-save = Save
back-to-account = Back to my account

device-title = Sign in on a device
device-lead = Type the code that your device shows.
device-label = Code on the device
device-hint = Eight letters, for example BCDF-GHJK. Small letters and dashes do not matter.
device-problem-shape = The code has eight letters. Please look at your device again.
device-problem-unknown = No device is waiting for this code. It may be too old: ask your device for a new one.
device-confirm-title = Sign in to { $application } on your device?
device-confirm-lead = Your device shows this code:
device-confirm-warning = Go on only if you began this yourself and the device is in front of you. Nobody from us will ever send you such a code or ask you for one.
device-confirm-yes = Yes, sign the device in
device-confirm-no = No, refuse
device-approved-title = Your device is signed in
device-approved-lead = You can close this page and go on with your device.
device-denied-title = Your device was refused
device-denied-lead = Nothing was given to it. You can close this page.

factor-title = Confirm that it is you
factor-lead = A second proof keeps your account yours, even when somebody reads your mail.
factor-code-label = Code of your authenticator app
factor-code-hint = Six digits that change every 30 seconds.
factor-recovery-label = Recovery code
factor-recovery-hint = One of the codes that you wrote down. Each works once.
factor-recovery-button = Use a recovery code
factor-wrong = This code is not right, or it was used already. Take a new one.

enrolment-title = Set up a second proof
enrolment-lead = This sign-in needs more than one proof. Choose one; it takes a minute.
enrolment-phone-lead = We send a code to it by SMS, now and when you sign in.
enrolment-another-way = Choose another way

second-factors-title = Second proof
second-factors-lead = With an authenticator app, nobody signs in with your mailbox alone.
app-title = Authenticator app
app-since = Set up
app-none = Not set up
app-add = Set up an app
app-remove = Remove the app
new-app-title = Set up an authenticator app
new-app-lead = Scan the picture with your app, then type the code that it shows.
new-app-qr = QR code for your authenticator app
new-app-key = Or type this key into it:
new-app-code = Code that the app shows
new-app-button = Set up the app
account-notice-app-removed = The authenticator app was removed.
account-notice-last-factor = Nothing was removed: a second proof is required here. Set up another one first.

recovery-title = Recovery codes
recovery-lead = Write these down and keep them safe. Each one signs in once when your app, passkey or phone is gone. They are shown only now.
recovery-shown-before = Your recovery codes were shown already. You can make new ones in your account.
recovery-continue = I have written them down
recovery-make = Make new codes
recovery-left = { $left ->
    [one] One code is left.
   *[other] { $left } codes are left.
}

notice-subject = { $brand }: how you sign in has changed
notice-passkey-added = A passkey was added to your account.
notice-passkey-removed = A passkey was removed from your account.
notice-passkey-cloned = A passkey of your account may have been copied. It signs nobody in any more.
notice-app-added = An authenticator app was set up for your account.
notice-app-removed = The authenticator app was removed from your account.
notice-recovery-codes-made = New recovery codes were made for your account. The old ones do not work any more.
notice-recovery-code-used = A recovery code was used to sign in to your account.
notice-password-set = The password of your account was set or changed. All other devices were signed out.
notice-password-removed = The password was removed from your account. All other devices were signed out.
notice-advice = Was it not you? Then sign in, look at the passkeys, apps and devices of your account, and remove what is not yours.

details-lead-sign-in-ways = Type the address of your { $brand } account.
details-email-hint-ways = On the next page you choose how to sign in.
keep-signed-in = Keep me signed in on this device

proof-title = How do you want to sign in?
proof-lead = You sign in as
proof-password = Password
proof-button = Sign in
proof-email-code = E-mail me a code
proof-email-link = E-mail me a link
proof-email-both = E-mail me a code and a link
proof-forgot = I forgot my password
proof-problem = This address and this password do not belong together. Try again, or let us e-mail you.

code-title-link = Open the link we sent you
code-lead-link = We sent a link to
code-or-link = Or open the link in the mail, in this browser.
link-title = Sign in?
link-lead = The link in the mail confirms that you are
link-button = Yes, sign me in
link-elsewhere-title = Please use the other browser
link-elsewhere = For your safety this link works only in the browser where you asked for it.
link-elsewhere-hint = Open it there, or type the code from the mail there. Did nobody ask? Then close this page; nothing has happened.
link-ended-title = This link is no longer good
link-ended = It was used before, is too old, or belongs to another sign-in.
link-ended-back = Ask for a new one

password-title = Password
password-changed = Last changed:
password-none = You have no password. You can set one to sign in without waiting for a mail.
password-new = New password
password-again = New password, once more
password-hint = At least { $characters } characters. Several words that do not belong together are good. No rules for digits or signs.
password-set = Set the password
password-change = Change the password
password-remove = Remove the password
password-others-end = All other devices will be signed out.
password-problem-short = This password is too short.
password-problem-long = This password is too long: 256 characters at most.
password-problem-leaked = This password is on lists of stolen passwords. Choose another one.
password-problem-guessable = This password is easy to guess. Add a few words that have nothing to do with you.
password-problem-different = The two passwords are not the same. Type the same one twice.
password-sent-title = Look in your mailbox
password-sent = If there is an account, a link to choose a new password is on its way to
password-sent-hint = The link is good for 30 minutes and works once. Look in your spam folder if it does not arrive.
password-sent-back = Back
password-reset-title = Choose a new password
password-reset-lead = Afterwards you are signed out everywhere, and sign in with the new password.
password-ended-title = This link is no longer good
password-ended = It was used before or is too old. Ask for a new one where you sign in.
password-ended-again = Sign in
password-replaced-title = Your password is changed
password-replaced = You are signed out everywhere. Sign in with the new password.
account-prove-again = Confirm that it is you, to change this
account-notice-password-set = Your password is set. All other devices are signed out.
account-notice-password-removed = Your password is removed. All other devices are signed out.
account-notice-proven = Thank you. You can change how you sign in for ten minutes.

letter-subject-link = Sign in to { $brand }
letter-subject-password = Your { $brand } password
letter-intro-link = open this link to sign in to { $brand }, in the browser where you asked for it:
letter-or-code = Or type this code there:
letter-link = Sign in
letter-intro-password = open this link to choose a new password for { $brand }:
letter-link-password = Choose a new password
letter-intro-no-account = somebody asked for a new password for { $brand } with this address. There is no account with it. Perhaps you used another address.
letter-unexpected-link = You did not ask for a link? Then somebody mistyped their address, and there is nothing for you to do.
letter-unexpected-password = You did not ask for this? Then there is nothing for you to do: your password stays as it is.

invitation-subject = You are invited to join { $organization }
invitation-intro = you are invited to act for { $organization }. Open this address to sign in and join:
invitation-validity =
    { $days ->
        [one] The address is good for one day and works once.
       *[other] The address is good for { $days } days and works once.
    }
invitation-unexpected = You do not know who invites you? Then there is nothing for you to do. Whoever joins shows their name and e-mail address to the administrators of the organisation.

organization-choice-title = For whom do you act?
organization-choice-lead = The application gets the name of the organisation that you choose, and your roles in it.
organization-choice-legend = Organisation
organization-choice-themselves = Only for myself
organization-choice-problem = Choose for whom you act.

organizations-title = Your organisations
organizations-lead = Companies and other organisations that you act for.
organizations-none = You are in no organisation.
organizations-roles = Roles:
organizations-manage = Manage
organizations-state-active = Member
organizations-state-requested = Waits for approval
organizations-state-suspended = Stopped
organizations-join-title = Join { $organization }?
organizations-join-lead = The administrators of the organisation will see your name and e-mail address.
organizations-join-button = Join
organizations-join-other = This invitation was sent to another e-mail address than those of your account. Sign out and sign in with that address to accept it.
organizations-members = Members
organizations-members-missing = Members who live in these regions are not shown, because the regions do not answer at the moment: { $regions }
organizations-approve = Approve
organizations-save = Save roles
organizations-suspend = Stop access
organizations-resume = Give access back
organizations-remove = Remove
organizations-invite = Invite somebody
organizations-invite-button = Send invitation
organizations-issuer = Own login
organizations-issuer-lead = Members with these e-mail addresses sign in there:
organizations-issuer-issuer = Issuer
organizations-issuer-client = Client
organizations-issuer-role = New members get the role:
organizations-issuer-no-role = Nobody becomes a member by signing in there.
organizations-issuer-remove = Remove the own login
organizations-issuer-set-lead = Members can sign in by an OpenID Connect issuer of your organisation, once it has proven a mail domain. Register this redirect address there:
organizations-issuer-sign-out = For signing out, register these too (after signing out; back-channel logout):
organizations-issuer-secret = Client secret
organizations-issuer-secret-hint = Leave it empty if the issuer knows our public keys (private_key_jwt).
organizations-issuer-new-members = Who signs in there without being a member
organizations-issuer-set = Use as login
organizations-audit = What was done
organizations-audit-lead = Entries name memberships and applications, not people.
organizations-notice-done = Saved.
organizations-notice-invited = The invitation is on its way.
organizations-notice-last-administrator = An organisation keeps one administrator: make somebody else one first.
organizations-notice-too-many = Too many invitations in a short time. Please try again later.
organizations-notice-refused = This could not be done. Look at the list and try again.
organizations-notice-issuer = The issuer cannot be used. Write its address exactly as its metadata do, and make sure that it can be reached from the Internet.
organizations-notice-issuer-domain = A login is for the addresses of a mail domain that your organisation has proven, and no other organisation’s login has.

# Providers that people sign in by.
social-continue = Continue with { $provider }
social-arrived = You come from { $provider }. Sign in or register here once; from then on { $provider } alone signs you in, if you want.
social-cancelled = You did not go on with { $provider }. Try again, or go on another way.
social-failed = Signing in with { $provider } did not work. Try again, or go on another way.
linking-title = Sign in with { $provider } from now on?
linking-lead = You have proven both: your account here, and the one at { $provider }. Linked, { $provider } alone signs you in next time.
linking-values = { $provider } says this about you. What may we take?
linking-purpose = for: { $purpose }
linking-later = You can undo the link at any time in your account.
linking-button = Link
linking-skip = Not now
social-title = Linked sign-ins
social-lead = These providers sign you in. Your e-mail address always does too.
social-since = Linked
social-add = Link { $provider }
social-remove = Remove
social-remove-named = Remove { $provider }
account-notice-social-removed = The link was removed.
account-notice-social-taken = That sign-in is linked already, with this account or with another one.
notice-social-linked = A sign-in by another provider was linked with your account.
notice-social-removed = A sign-in by another provider was removed from your account.
error-federation-title = This sign-in cannot be continued
error-federation = The answer of the other provider came too late, was used already, or belongs to a sign-in in another browser. Go back to the application and sign in again.
error-unlinked-title = You cannot be signed in with this account
error-unlinked = An account with your e-mail address is here, and it cannot be linked with this sign-in. Please contact support.
error-foreign-address-title = You cannot be signed in
error-organization-login = You were not signed in by your organisation’s login.
error-foreign-address = The login of { $organization } did not name an e-mail address of its own. Ask the administrators of { $organization } to correct it.
error-membership-ended-title = Your access has ended
error-membership-ended = { $organization } has stopped or ended your membership. If that is a mistake, ask its administrators to give you access again.

## Memberships
memberships-title = Memberships
memberships-lead = Link a membership once. From then on, however you sign in, you are known as a member.
memberships-since = Linked
memberships-number = Number
memberships-link = Link
memberships-link-named = Link { $membership }
memberships-remove = Remove
memberships-remove-named = Remove { $membership }
memberships-consent = To link this membership, agree to its use in your profile first.
membership-title = Are you a member of { $membership }?
membership-lead = Link your membership now, and { $application } knows you as a member, however you sign in.
membership-later = You can also do this later, in your account.
account-notice-membership-linked = The membership was linked.
account-notice-membership-removed = The membership was removed.
account-notice-membership-unconfirmed = The membership could not be confirmed with what you typed. If it is linked with another account, remove it there first.
account-notice-membership-later = The membership cannot be confirmed at the moment. Please try again later.

## Telephone number
sms-text = { $code } is your { $brand } code. Never give it to anyone.
phone-title = Telephone number
phone-lead = A number of yours that is confirmed by a code.
phone-lead-factor = A number of yours that is confirmed by a code. When you sign in, a code sent there can be your second proof.
phone-none = No number
phone-since = Confirmed
phone-add = Add a telephone number
phone-change = Change
phone-remove = Remove
phone-remove-named = Remove { $number }
phone-consent = To add a telephone number, agree to its use in your profile first.
new-phone-lead = We send a six-digit code to it by SMS.
new-phone-label = Mobile number
new-phone-hint = With + and the country code, or as you write it at home.
new-phone-button = Send me a code
phone-problem-number = Write a telephone number, for example +44 7700 900123.
phone-problem-country = We cannot send messages to numbers of this country. Use another number.
phone-problem-kind = Messages cannot be sent to this number. Use a mobile number.
phone-problem-unsent = Codes cannot be sent by SMS at the moment. Please try again later.
phone-code-hint =
    { $minutes ->
        [one] The code is good for one minute.
       *[other] The code is good for { $minutes } minutes.
    }
phone-wrong-number = Wrong number?
account-notice-phone-added = Your telephone number is confirmed.
account-notice-phone-removed = The telephone number was removed.
notice-phone-added = A telephone number was confirmed for your account.
notice-phone-removed = The telephone number was removed from your account.
factor-sms-send = Send me a code by SMS
factor-sms-hint = We can send a code to your number that ends in { $ending }.
factor-sms-label = Code from the SMS
factor-sms-sent = We sent six digits to your number that ends in { $ending }.
factor-sms-unsent = The code could not be sent by SMS. Try again in a moment, or confirm another way.
