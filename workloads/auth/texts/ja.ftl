continue = 続ける
cancel = キャンセル
optional = （任意）
new-window = 新しいウィンドウで開きます
corrections-title = 入力内容をご確認ください

step-residence = ステップ 1/4・国
step-details = ステップ 2/4・お名前
step-sign-in = ログイン
step-code = ステップ 3/4・コード
step-consent = ステップ 4/4・同意

residence-title = お住まいの国はどちらですか
residence-lead = お住まいの国によって、お客様を守る法律とデータの保管場所が決まります。そのため、最初にお伺いしています。
residence-verified = このメールアドレスはまだ登録されていません。アカウントを作成するため、お住まいの国をお知らせください。
residence-country = 居住国
residence-choose = 国を選択してください
residence-hint = ご旅行先ではなく、普段お住まいの国を選択してください。
residence-register = アカウントを作成する
residence-sign-in = アカウントをお持ちの方はこちら
residence-problem = お住まいの国を選択してください。

details-title = アカウントの作成
details-title-sign-in = ログイン
details-title-name = お名前を教えてください
details-lead = { $brand }に必要なのは、お名前とメールアドレスだけです。パスワードは不要です。
details-lead-sign-in = { $brand }のアカウントのメールアドレスを入力してください。コードをお送りします。パスワードは不要です。
details-lead-name = メールアドレスを確認しました。お名前を入力すると、{ $brand }のアカウントが完成します。
details-documents = ご入力の前に、以下をお読みください。
details-documents-required = 続けると、以下に同意したものとみなされます。
details-given-name = 名
details-family-name = 姓
details-email = メールアドレス
details-email-hint = このアドレスに6桁のコードをお送りします。
details-button = コードを受け取る
details-button-name = アカウントを作成する
details-question-sign-in = アカウントをお持ちですか？
details-other-sign-in = ログイン
details-question-register = 初めてご利用ですか？
details-other-register = アカウントを作成する
details-problem-name-missing = 名を入力してください。
details-problem-name-unreadable = お名前は、文字、スペース、ハイフン、アポストロフィを使い、80文字以内で入力してください。
details-problem-email = name@example.com のような形式でメールアドレスを入力してください。

code-title = コードを入力してください
code-lead = 6桁のコードを次のアドレスにお送りしました：
code-label = 6桁のコード
code-hint = コードの有効期限は{ $minutes }分です。届かない場合は、迷惑メールフォルダーをご確認ください。
code-button = 続ける
code-resend = 新しいコードを送る
code-wrong-address = アドレスが違いますか？
code-change-address = 変更する
code-problem-incomplete = 6桁のコードをすべて入力してください。
code-problem-wrong = コードが正しくありません。あと{ $left }回入力できます。
code-problem-ended = このコードは無効になりました。新しいコードをお受け取りください。

consent-title = データの利用について
consent-lead = { $brand }は、目的ごとにお客様の同意をお願いしています。どちらを選んでも、アカウントは同じようにご利用いただけます。
consent-data = 利用するデータ：
consent-give = はい、同意します
consent-deny = いいえ、同意しません
consent-later = 「マイデータ」から、いつでも変更できます。
consent-problem = 「はい」か「いいえ」を選択してください：{ $title }
consent-unanswered = どちらかを選択してください。

form-post-title = 少々お待ちください
form-post-lead = アプリケーションに戻ります。

account-choice-title = アカウントの選択
account-choice-lead = { $address } でログインしています。
account-choice-lead-unnamed = この端末でログインしています。
account-choice-continue = このアカウントで続ける
account-choice-other = 別のアカウントを使う

documents-title = はじめにお読みください
documents-title-changed = 変更のお知らせ
documents-lead = 続ける前に、{ $brand }は以下への同意をお願いしています。
documents-lead-shown = 続ける前に、{ $brand }から以下をお知らせします。
documents-version = バージョン { $version }
documents-version-from = バージョン { $version }（{ $date } から適用）
documents-changes = 変更点：
documents-read = 「{ $title }」を読む
documents-accept = 同意して続ける
documents-otherwise = 同意しない場合、ここから先へは進めません。「マイデータ」では、引き続きデータの確認、選択の変更、アカウントの削除ができます。

profile-title = もう少しお聞かせください
profile-lead = { $application }からの質問です：
profile-purpose = 利用目的：{ $purpose }
profile-later = ご入力いただいた内容は「マイデータ」で確認・削除できます。
profile-skip = 今はしない
profile-choose = 選択してください
profile-yes = はい
profile-no = いいえ
profile-problem-missing = 入力してください。
profile-problem-unreadable = 読み取れませんでした。別の書き方で入力してください。

permission-title = 許可のお願い
permission-heading = { $application }が許可を求めています
permission-lead = 許可すると、{ $application }に次の情報が渡されます。
permission-lead-nothing = 許可すると、{ $application }にはお客様ご本人であることだけが伝わります。ほかの情報は渡されません。
permission-hint = 許可していない目的に関わる情報は除かれます。
permission-agree = 許可して続ける

landing-title = ようこそ
landing-heading = { $brand }へようこそ
landing-lead = こちらはログインページです。アプリケーションを開いてお進みいただくか、お預かりしているデータをご覧ください。
landing-portal = マイデータを見る
landing-hint = データの確認、訂正、削除、同意の変更ができます。

sign-out-title = ログアウトしますか？
sign-out-lead = この端末では、もう一度ログインが必要になります。
sign-out-button = ログアウト
sign-out-stay = ログインしたままにする
signed-out-title = ログアウトしました
signed-out-lead = 共用のパソコンをお使いの場合は、ブラウザも閉じてください。

error-back = もう一度お試しになるには、ブラウザで前のページに戻ってください。
error-untrusted-title = このリンクは利用できません
error-untrusted = お客様をここへ案内したアプリケーションが登録されていないか、登録と異なるアドレスへの移動を求めています。安全のため、ここで処理を中止しました。
error-untrusted-developers = 開発者の方へ：{ $parameter } が登録されていません。
error-no-flow-title = 最初からやり直してください
error-no-flow = このログインは終了しているか、別のブラウザで開かれました。アプリケーションに戻り、そこからログインしてください。
error-foreign-form-title = もう一度お試しください
error-foreign-form = このフォームは、このブラウザで開いたページから送信されたものではありません。何も変更されていません。
error-handoff-title = 最初からやり直してください
error-handoff = お住まいの地域へのリンクは、すでに使われたか、期限が切れています。アプリケーションに戻り、そこからログインしてください。
error-too-many-title = しばらくお待ちください
error-too-many = コードの送信または入力の回数が上限に達しました。これはお客様のアカウントを守るための制限です。
error-too-many-wait = { $minutes }分後にもう一度お試しください。
error-mail-title = コードを送信できませんでした
error-mail = 現在、メールサーバーが応答していません。しばらくしてからもう一度お試しください。
error-not-found-title = ページが見つかりません
error-not-found = このページは存在しません。アプリケーションに戻り、そこからログインしてください。
error-fault-title = エラーが発生しました
error-fault = 当方の不具合であり、お客様の操作によるものではありません。しばらくしてからもう一度お試しください。

letter-subject = { $brand }の確認コード
letter-greeting = いつもご利用いただきありがとうございます。
letter-intro = { $brand }へのログインには、次のコードを入力してください。
letter-validity = コードの有効期限は{ $minutes }分で、使えるのは1回だけです。
letter-unexpected = お心当たりがない場合は、どなたかがアドレスを間違えて入力したものと思われます。お手続きは不要です。コードは誰にも教えないでください。当方からお尋ねすることもありません。
letter-support = お問い合わせ：{ $address }

account-title = サインインの管理
account-lead = サインインの方法と、サインイン中の端末を確認できます。
account-portal = お客様のデータと選択
account-notice-session-ended = その端末からサインアウトしました。
account-notice-sessions-ended = ほかのすべての端末からサインアウトしました。
devices-title = サインイン中の端末
devices-lead = 心当たりのない端末がありますか。サインアウトさせて、サインインの方法を変更してください。
devices-name = { $system } の { $browser }
devices-unknown = 不明な端末
devices-this = この端末
devices-first = 最初のサインイン:
devices-last = 最後の利用:
devices-persistent = ブラウザーを閉じてもサインインしたままです。
devices-end = サインアウト
devices-end-named = { $device } からサインアウト
devices-end-others = ほかのすべての端末からサインアウト

passkey-button = パスキーでログイン
passkey-failed = うまくいきませんでした。もう一度試すか、別の方法で続けてください。
passkey-known = この端末にはすでにあなたのパスキーがあります。
passkey-refused = このパスキーは使えませんでした。別のパスキーか、別の方法でログインしてください。
passkey-needs-script = パスキーには JavaScript が必要です。ほかの機能は JavaScript なしで使えます。

passkeys-title = パスキー
passkeys-lead = パスキーがあれば、指紋、顔、端末のロックでログインできます。推測されることはなく、当社のページでのみ使えます。
passkeys-created = 追加日
passkeys-last-used = 最終使用
passkeys-never = 未使用
passkeys-cloned = このパスキーは複製された可能性があるため、使えなくなりました。削除して新しいパスキーを追加してください。
passkeys-add = パスキーを追加
passkeys-remove = 削除
passkeys-remove-named = { $passkey } を削除
passkeys-name-proposal = マイパスキー
account-notice-passkey-added = パスキーを追加しました。
account-notice-passkey-removed = パスキーを削除しました。

new-passkey-title = パスキーを追加
new-passkey-lead = 端末が指紋、顔、またはロック解除を求めます。これらの情報が端末の外に出ることはありません。
new-passkey-name = 名前
new-passkey-name-hint = パスキーを見分けるための名前です。
new-passkey-button = パスキーを追加する
new-passkey-refused = このパスキーを追加できませんでした。もう一度試してください。
back-to-account = アカウントに戻る

device-title = 端末でログイン
device-lead = 端末に表示されているコードを入力してください。
device-label = 端末のコード
device-hint = 英字8文字です（例：BCDF-GHJK）。小文字でも、ハイフンがなくてもかまいません。
device-problem-shape = コードは英字8文字です。端末の表示をもう一度ご確認ください。
device-problem-unknown = このコードを待っている端末はありません。期限が切れた可能性があります。端末で新しいコードを表示してください。
device-confirm-title = 端末で { $application } にログインしますか？
device-confirm-lead = 端末に次のコードが表示されています：
device-confirm-warning = ご自身で始めた操作で、端末が目の前にある場合だけ続けてください。当社からこのようなコードを送ったり、お尋ねしたりすることはありません。
device-confirm-yes = はい、端末をログインさせる
device-confirm-no = いいえ、拒否する
device-approved-title = 端末がログインしました
device-approved-lead = このページを閉じて、端末で続けてください。
device-denied-title = 端末を拒否しました
device-denied-lead = 端末には何も渡していません。このページを閉じてかまいません。

factor-title = 本人確認をお願いします
factor-lead = メールを他人に読まれても、2 つ目の確認がアカウントを守ります。
factor-code-label = 認証アプリのコード
factor-code-hint = 30 秒ごとに変わる 6 桁の数字です。
factor-recovery-label = リカバリーコード
factor-recovery-hint = 書き留めておいたコードの 1 つです。各コードは 1 回だけ使えます。
factor-recovery-button = リカバリーコードを使う
factor-wrong = コードが正しくないか、すでに使われています。新しいコードを入力してください。

enrolment-title = 2 つ目の確認方法を設定してください
enrolment-lead = このログインには複数の確認が必要です。1 つ選んでください。1 分ほどで終わります。

second-factors-title = 2 つ目の確認
second-factors-lead = 認証アプリがあれば、メールだけで他人がログインすることはできません。
app-title = 認証アプリ
app-since = 設定日
app-none = 未設定
app-add = アプリを設定
app-remove = アプリを削除
new-app-title = 認証アプリを設定
new-app-lead = アプリで画像を読み取り、表示されたコードを入力してください。
new-app-qr = 認証アプリ用の QR コード
new-app-key = または次のキーを入力します:
new-app-code = アプリに表示されたコード
new-app-button = アプリを設定する
account-notice-app-removed = 認証アプリを削除しました。
account-notice-last-factor = 何も削除していません。ここでは 2 つ目の確認が必要です。先に別の方法を設定してください。

recovery-title = リカバリーコード
recovery-lead = 書き留めて安全に保管してください。アプリやパスキーを失ったとき、各コードを 1 回だけ使えます。表示されるのは今だけです。
recovery-shown-before = リカバリーコードはすでに表示されました。アカウントで新しく作成できます。
recovery-continue = 書き留めました
recovery-make = 新しいコードを作成
recovery-left = { $left ->
   *[other] 残り { $left } 個
}

notice-subject = { $brand }: ログイン方法が変更されました
notice-passkey-added = アカウントにパスキーが追加されました。
notice-passkey-removed = アカウントからパスキーが削除されました。
notice-passkey-cloned = アカウントのパスキーが複製された可能性があります。このパスキーではもうログインできません。
notice-app-added = アカウントに認証アプリが設定されました。
notice-app-removed = アカウントから認証アプリが削除されました。
notice-recovery-codes-made = アカウントの新しいリカバリーコードが作成されました。以前のコードは使えません。
notice-recovery-code-used = リカバリーコードを使ってアカウントにログインがありました。
notice-advice = お心当たりがない場合は、ログインしてアカウントのパスキー、アプリ、端末を確認し、ご自身のものでないものを削除してください。

details-lead-sign-in-ways = { $brand } アカウントのメールアドレスを入力してください。
details-email-hint-ways = 次のページでサインインの方法を選びます。
keep-signed-in = この端末でサインインしたままにする

proof-title = サインインの方法を選んでください
proof-lead = サインインするアドレス
proof-password = パスワード
proof-button = サインイン
proof-email-code = コードをメールで受け取る
proof-email-link = リンクをメールで受け取る
proof-email-both = コードとリンクをメールで受け取る
proof-forgot = パスワードを忘れました
proof-problem = このアドレスとパスワードの組み合わせは正しくありません。もう一度入力するか、メールを受け取ってください。

code-title-link = メールのリンクを開いてください
code-lead-link = リンクの送信先
code-or-link = または、メールのリンクをこのブラウザーで開いてください。
link-title = サインインしますか
link-lead = メールのリンクで確認されたアドレス
link-button = はい、サインインします
link-elsewhere-title = 別のブラウザーで開いてください
link-elsewhere = 安全のため、このリンクは要求したブラウザーでのみ使えます。
link-elsewhere-hint = そのブラウザーで開くか、メールのコードをそこで入力してください。心当たりがなければ、このページを閉じてください。何も起きていません。
link-ended-title = このリンクは無効です
link-ended = 使用済みか、期限切れか、別のサインインのものです。
link-ended-back = 新しく受け取る

password-title = パスワード
password-changed = 最終変更:
password-none = パスワードは設定されていません。設定すると、メールを待たずにサインインできます。
password-new = 新しいパスワード
password-again = 新しいパスワード（確認）
password-hint = { $characters } 文字以上。関連のない単語をいくつか組み合わせるのがよい方法です。数字や記号は必須ではありません。
password-set = パスワードを設定
password-change = パスワードを変更
password-remove = パスワードを削除
password-others-end = ほかのすべての端末からサインアウトします。
password-problem-short = パスワードが短すぎます。
password-problem-long = パスワードが長すぎます。256 文字以内にしてください。
password-problem-leaked = このパスワードは漏えいしたパスワードの一覧にあります。別のものを選んでください。
password-problem-guessable = このパスワードは推測されやすいものです。ご自身と関係のない単語を加えてください。
password-problem-different = 2 つのパスワードが一致しません。同じものを 2 回入力してください。
password-sent-title = メールをご確認ください
password-sent = アカウントがある場合、新しいパスワードを決めるためのリンクを次のアドレスに送りました
password-sent-hint = リンクは 30 分間、1 回だけ有効です。届かないときは迷惑メールフォルダーをご確認ください。
password-sent-back = 戻る
password-reset-title = 新しいパスワードを決めてください
password-reset-lead = 完了するとすべての端末からサインアウトし、新しいパスワードでサインインします。
password-ended-title = このリンクは無効です
password-ended = 使用済みか期限切れです。サインインのページで新しく受け取ってください。
password-ended-again = サインイン
password-replaced-title = パスワードを変更しました
password-replaced = すべての端末からサインアウトしました。新しいパスワードでサインインしてください。
account-prove-again = 変更するには本人確認をしてください
account-notice-password-set = パスワードを設定しました。ほかのすべての端末からサインアウトしました。
account-notice-password-removed = パスワードを削除しました。ほかのすべての端末からサインアウトしました。
account-notice-proven = ありがとうございます。10 分間、サインインの方法を変更できます。

letter-subject-link = { $brand } へのサインイン
letter-subject-password = { $brand } のパスワード
letter-intro-link = { $brand } にサインインするには、要求したブラウザーでこのリンクを開いてください。
letter-or-code = または、そこで次のコードを入力してください。
letter-link = サインイン
letter-intro-password = { $brand } の新しいパスワードを決めるには、このリンクを開いてください。
letter-link-password = 新しいパスワードを決める
letter-intro-no-account = このアドレスで { $brand } の新しいパスワードが要求されましたが、このアドレスのアカウントはありません。別のアドレスをお使いかもしれません。
letter-unexpected-link = 心当たりがない場合は、どなたかがアドレスを間違えたものです。何もする必要はありません。
letter-unexpected-password = 心当たりがない場合は、何もする必要はありません。パスワードは変わりません。

invitation-subject = { $organization } への招待
invitation-intro = { $organization } のメンバーとして招待されています。次のアドレスを開き、ログインして参加してください。
invitation-validity =
    { $days ->
       *[other] このアドレスは { $days } 日間有効で、一度だけ使えます。
    }
invitation-unexpected = 心当たりがない場合は、何もする必要はありません。参加すると、お名前とメールアドレスが組織の管理者に表示されます。

organization-choice-title = どなたとして利用しますか？
organization-choice-lead = 選択した組織の名前と、その組織でのあなたの役割がアプリケーションに伝わります。
organization-choice-legend = 組織
organization-choice-themselves = 個人として利用する
organization-choice-problem = どなたとして利用するかを選択してください。

organizations-title = 所属する組織
organizations-lead = あなたが代表して行動する企業などの組織です。
organizations-none = 所属している組織はありません。
organizations-roles = 役割:
organizations-manage = 管理する
organizations-state-active = メンバー
organizations-state-requested = 承認待ち
organizations-state-suspended = 停止中
organizations-join-title = { $organization } に参加しますか？
organizations-join-lead = 組織の管理者に、お名前とメールアドレスが表示されます。
organizations-join-button = 参加する
organizations-join-other = この招待は、お使いのアカウントとは別のメールアドレスに送られています。ログアウトし、そのアドレスでログインして承諾してください。
organizations-members = メンバー
organizations-members-missing = 次のリージョンは現在応答していないため、そこに住むメンバーは表示されていません：{ $regions }
organizations-approve = 承認する
organizations-save = 役割を保存
organizations-suspend = 利用を停止
organizations-resume = 利用を再開
organizations-remove = 外す
organizations-invite = 招待する
organizations-invite-button = 招待を送信
organizations-issuer = 独自のログイン
organizations-issuer-lead = 次のメールアドレスのメンバーはそこでサインインします：
organizations-issuer-issuer = 発行者
organizations-issuer-client = クライアント
organizations-issuer-role = 新しいメンバーの役割：
organizations-issuer-no-role = そこでサインインしてもメンバーにはなりません。
organizations-issuer-remove = 独自のログインを削除
organizations-audit = 操作の記録
organizations-audit-lead = 記録にはメンバーシップとアプリケーションの識別子だけが残り、個人名は残りません。
organizations-notice-done = 保存しました。
organizations-notice-invited = 招待を送信しました。
organizations-notice-last-administrator = 組織には管理者が一人必要です。先に別の人を管理者にしてください。
organizations-notice-too-many = 短い間に多くの招待が送られました。しばらくしてからお試しください。
organizations-notice-refused = 処理できませんでした。一覧を確認して、もう一度お試しください。

# Providers that people sign in by.
social-continue = { $provider } で続ける
social-arrived = { $provider } からアクセスしています。ここで一度サインインまたは登録してください。ご希望であれば、次回からは { $provider } だけでサインインできます。
social-cancelled = { $provider } での手続きを中止しました。もう一度試すか、別の方法で続けてください。
social-failed = { $provider } でのサインインに失敗しました。もう一度試すか、別の方法で続けてください。
linking-title = 次回から { $provider } でサインインしますか?
linking-lead = こちらのアカウントと { $provider } のアカウントの両方が確認されました。連携すると、次回からは { $provider } だけでサインインできます。
linking-values = { $provider } から次の情報が届いています。どれを受け取ってもよいですか?
linking-purpose = 目的: { $purpose }
linking-later = 連携はアカウントのページでいつでも解除できます。
linking-button = 連携する
linking-skip = 今はしない
social-title = 連携済みのサインイン
social-lead = これらのサービスでサインインできます。メールアドレスでもいつでもサインインできます。
social-since = 連携日時
social-add = { $provider } を連携する
social-remove = 解除
social-remove-named = { $provider } の連携を解除
account-notice-social-removed = 連携を解除しました。
account-notice-social-taken = このサインインは、このアカウントまたは別のアカウントとすでに連携されています。
notice-social-linked = ほかのサービスによるサインインが、あなたのアカウントに連携されました。
notice-social-removed = ほかのサービスによるサインインが、あなたのアカウントから解除されました。
error-federation-title = このサインインは続けられません
error-federation = 相手のサービスからの応答が遅すぎたか、すでに使われたか、別のブラウザーでのサインインのものです。アプリケーションに戻って、もう一度サインインしてください。
error-unlinked-title = このアカウントではサインインできません
error-unlinked = お使いのメールアドレスのアカウントがすでにありますが、このサインインとは連携できません。サポートにお問い合わせください。
error-foreign-address-title = サインインできません
error-organization-login = 組織のログインではサインインできませんでした。
error-foreign-address = { $organization }のログインが、自組織のメールアドレスを示しませんでした。{ $organization }の管理者に修正を依頼してください。
error-membership-ended-title = アクセスは終了しました
error-membership-ended = { $organization }があなたのメンバーシップを停止または終了しました。間違いの場合は、管理者にアクセスの再開を依頼してください。

## Memberships
memberships-title = 会員資格
memberships-lead = 会員資格を一度連携すると、その後はどの方法でサインインしても会員として認識されます。
memberships-since = 連携日
memberships-number = 会員番号
memberships-link = 連携する
memberships-link-named = { $membership }を連携する
memberships-remove = 解除
memberships-remove-named = { $membership }を解除
memberships-consent = この会員資格を連携するには、まずプロフィールで利用に同意してください。
account-notice-membership-linked = 会員資格を連携しました。
account-notice-membership-removed = 会員資格を解除しました。
account-notice-membership-unconfirmed = 入力された内容では会員資格を確認できませんでした。別のアカウントに連携されている場合は、先にそちらで解除してください。
account-notice-membership-later = 現在、会員資格を確認できません。しばらくしてからもう一度お試しください。
