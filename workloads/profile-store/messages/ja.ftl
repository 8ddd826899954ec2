overview-title = お客様のデータ
overview-greeting = { $name }様
overview-lead = お預かりしているデータのすべてです。お客様の地域（{ $home }）で保管しています。ほかに提供した相手と内容の種類は、下に表示しています。
sign-out = ログアウト
sign-in = ログイン

consents-title = データの利用について
consents-lead = お客様ご自身でお決めいただけます。変更は、送信待ちのものも含めて、すぐに反映されます。
state-allowed = 許可しています
state-not-allowed = 許可していません
state-undecided = 許可していません（未選択）
state-needed = ご依頼の内容に必要です
state-not-objected = 異議のお申し出があるまで利用します
basis-consent = お客様の同意がある場合に限ります。
basis-contract = お客様との契約に必要です。
basis-legal-obligation = 法律で義務付けられています。
basis-legitimate-interest = 当社の正当な利益によるものです。異議をお申し出いただけます。
decided-on = 選択日時：
covers = 対象：{ $attributes }
give = 許可する
give-for = 許可する：{ $purpose }
withdraw = 取り消す
withdraw-for = 取り消す：{ $purpose }
object = 異議を申し出る
object-for = 異議を申し出る：{ $purpose }
done-given = ありがとうございます。「{ $purpose }」を許可しました。
done-withdrawn = 「{ $purpose }」の許可を取り消しました。今後、この目的では何も送信されません。

known-title = お預かりしているデータ
known-lead = それぞれの値について、出所、目的、日時をお知らせします。
known-other = { $source }の値：{ $value }（未使用）
happened-title = 利用の記録
happened-all =
    { $count ->
        [0] まだありません。
       *[other] 全部で{ $count }件です。
    }
happened-latest = 全{ $all }件のうち、最新の{ $shown }件です。
happened-details = 詳細
known-nothing = まだありません。
known-what = 項目
known-value = 値
known-source = 出所
known-purpose = 目的
known-when = 日時
source-registration = ご登録時のお客様の入力
source-sign-in = ログイン時のお客様の入力
source-verified-phone = 電話へのコードで確認したお客様の番号
purpose-account = アカウント
yes = はい
no = いいえ
moment = { $year }年{ $month }月{ $day }日 { $clock }（{ $zone }）
time-zone-label = 表示している時刻の地域
time-zone-change = 変更する

recipients-title = データの提供先
recipients-lead = お客様または法令が認めたことにより、データが送信されたシステムです。提供先、データの種類、日時のみを記録し、内容は記録しません。
recipients-nobody = まだありません。
recipients-unavailable = この部分は現在表示できません。しばらくしてからページを再読み込みしてください。
recipients-who = 提供先
recipients-where = 取扱地域：{ $place }
recipients-gone = 現在は提供していません
recipients-events = 利用の記録：{ $events }
recipients-often = { $count }回
recipients-first = 初回：
recipients-last = 最終：

export-section = データのコピー
export-lead = ここにあるすべてのデータのコピーを、プログラムで読み取れるファイル（JSON）として受け取れます。端末、サインインの方法、同意された規約も含まれます。パスワードは含まれません。
export-data = データをダウンロードする

delete-section = アカウントの削除
delete-lead = アカウントと、お預かりしているすべてのデータは、いつでも削除できます。
delete-account = アカウントを削除する
delete-title = アカウントを削除しますか？
delete-what = 次のものをただちに完全に削除します。
delete-profile = お客様のプロフィールと、関連するすべての記録
delete-sign-in = すべての端末でのログイン
delete-decisions = 同意に関する選択（ほかの方の記録を検証できるように、お客様については何も示さない数値だけが残ります）
delete-final = この操作は取り消せません。
delete-confirm = すべて削除する
delete-keep = アカウントを残す
deleted-title = アカウントを削除しました
deleted-text = お預かりしていたデータはすべて削除され、今後どこにも送信されません。このページを閉じていただいて構いません。
deleting-title = アカウントを削除しています
deleting-text = ログアウトし、新しいデータの受け付けを停止しました。システムの一部からまだ応答がありません。応答があり次第、残りも削除されます。お客様のお手続きは不要です。

signed-out-title = ログアウトしました
signed-out-text = またのご利用をお待ちしております。

sign-in-refused-title = ログインできませんでした
sign-in-refused-text = 時間内にログインが完了しなかったか、別のウィンドウで開始されました。お客様のデータに変更はありません。
sign-in-refused-action = もう一度ログインする
sign-in-cancelled-title = ログインしていません
sign-in-cancelled-text = データの確認や変更をするには、ログインしてください。
sign-in-cancelled-action = ログイン
form-expired-title = もう一度お試しください
form-expired-text = ページを開いてから時間が経ちすぎたか、このページ以外から送信されました。何も変更されていません。
form-expired-action = マイデータに戻る
broken-title = エラーが発生しました
broken-text = お客様の操作によるものではありません。途中まで変更されたものもありません。しばらくしてからもう一度お試しください。
broken-action = もう一度試す
not-found-title = ページが見つかりません
not-found-text = アドレスに誤りがあるかもしれません。
not-found-action = マイデータに戻る
