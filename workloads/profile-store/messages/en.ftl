overview-title = Your data
overview-greeting = Hello, { $name }
overview-lead = This is everything we know about you. We keep it in your home region ({ $home }); further down is who else received what of it.
sign-out = Sign out
sign-in = Sign in

consents-title = What we may do with it
consents-lead = You decide. A change takes effect at once, also for what is already on its way.
state-allowed = Allowed
state-not-allowed = Not allowed
state-undecided = Not allowed: you have not decided
state-needed = Needed for what you asked for
state-not-objected = Allowed until you object
basis-consent = Only with your consent.
basis-contract = Needed for our contract with you.
basis-legal-obligation = The law demands it.
basis-legitimate-interest = Our legitimate interest; you may object.
decided-on = Decided on
covers = Covers: { $attributes }.
give = Allow
give-for = Allow: { $purpose }
withdraw = Withdraw
withdraw-for = Withdraw: { $purpose }
object = Object
object-for = Object to: { $purpose }
done-given = Thank you. “{ $purpose }” is now allowed.
done-withdrawn = Done. “{ $purpose }” is no longer allowed, and nothing is sent for it any more.

known-title = What we know about you
known-lead = Every value, where it came from, what for, and when.
known-other = { $source } says: { $value } (not used)
happened-title = What happened
happened-all = { $count ->
    [0] Nothing yet.
    [one] One event in all.
   *[other] { $count } events in all.
 }
happened-latest = The latest { $shown } of { $all } events.
happened-details = Details
known-nothing = Nothing yet.
known-what = What
known-value = Value
known-source = From
known-purpose = For
known-when = When
source-registration = You, when you registered
source-sign-in = You, when you signed in
source-verified-phone = You, by a code to your phone
purpose-account = Your account
yes = Yes
no = No
moment = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }, { $clock } ({ $zone })
time-zone-label = Times are shown for
time-zone-change = Change

recipients-title = Who received it
recipients-lead = The systems that your data was sent to, because you or the law allow it. We keep who, what kind and when, and not what was in it.
recipients-nobody = Nobody yet.
recipients-unavailable = This part is not available right now. Please load the page again in a moment.
recipients-who = Recipient
recipients-where = Kept and used in: { $place }
recipients-gone = Receives nothing any more
recipients-events = With what happened: { $events }
recipients-often = { $count ->
    [one] Once
   *[other] { $count } times
 }
recipients-first = First:
recipients-last = Last:

export-section = Your copy
export-lead = You can take a copy of everything here with you, as a file that programs can read (JSON). It also has your devices, the ways you sign in, and the terms that you accepted. It holds no passwords.
export-data = Download my data

delete-section = Leave
delete-lead = You can delete your account and everything we know about you at any time.
delete-account = Delete my account
delete-title = Delete your account?
delete-what = We will delete at once and for good:
delete-profile = your profile and everything that happened under it;
delete-sign-in = your sign-in, on every device;
delete-decisions = your decisions about consent (only a number that says nothing about you stays, so that the record of others can be checked).
delete-final = This cannot be undone.
delete-confirm = Delete everything
delete-keep = Keep my account
deleted-title = Your account is deleted
deleted-text = Nothing that we knew about you is left, and nothing is sent to anybody any more. You may close this page.
deleting-title = Your account is being deleted
deleting-text = You are signed out, and nothing new is taken in. One part of our system did not answer yet: the rest is deleted as soon as it does, without you having to do anything.

signed-out-title = You are signed out
signed-out-text = See you soon.

sign-in-refused-title = That did not work
sign-in-refused-text = The sign-in was not finished in time, or was begun in another window. Nothing happened to your data.
sign-in-refused-action = Sign in again
sign-in-cancelled-title = You did not sign in
sign-in-cancelled-text = To see and change your data, please sign in.
sign-in-cancelled-action = Sign in
form-expired-title = Please try again
form-expired-text = This page was open for too long, or the request did not come from it. Nothing was changed.
form-expired-action = Back to your data
broken-title = Something went wrong on our side
broken-text = It is not your fault, and nothing was changed by half. Please try again in a moment.
broken-action = Try again
not-found-title = There is no such page
not-found-text = Perhaps the address was mistyped.
not-found-action = Back to your data
