continue = ดำเนินการต่อ
cancel = ยกเลิก
optional = (ไม่บังคับ)
new-window = เปิดในหน้าต่างใหม่
corrections-title = โปรดตรวจสอบข้อมูล

step-residence = ขั้นตอนที่ 1 จาก 4 · ประเทศ
step-details = ขั้นตอนที่ 2 จาก 4 · ข้อมูลของคุณ
step-sign-in = เข้าสู่ระบบ
step-code = ขั้นตอนที่ 3 จาก 4 · รหัส
step-consent = ขั้นตอนที่ 4 จาก 4 · การอนุญาต

residence-title = คุณอาศัยอยู่ที่ไหน
residence-lead = ประเทศที่คุณอาศัยอยู่กำหนดว่ากฎหมายใดคุ้มครองคุณ และข้อมูลของคุณจัดเก็บไว้ที่ใด เราจึงขอถามเรื่องนี้ก่อน
residence-verified = เรายังไม่รู้จักที่อยู่อีเมลนี้ โปรดบอกเราว่าคุณอาศัยอยู่ที่ไหนเพื่อสร้างบัญชีของคุณ
residence-country = ประเทศที่อาศัยอยู่
residence-choose = เลือกประเทศ
residence-hint = ประเทศที่คุณอาศัยอยู่เป็นประจำ ไม่ใช่ประเทศที่คุณกำลังเดินทางไป
residence-register = สร้างบัญชี
residence-sign-in = ฉันมีบัญชีอยู่แล้ว
residence-problem = โปรดเลือกประเทศที่คุณอาศัยอยู่

details-title = สร้างบัญชีของคุณ
details-title-sign-in = เข้าสู่ระบบ
details-title-name = เราควรเรียกคุณว่าอะไร
details-lead = { $brand } ต้องการเพียงชื่อและอีเมลของคุณ ไม่ต้องใช้รหัสผ่าน
details-lead-sign-in = กรอกอีเมลของบัญชี { $brand } ของคุณ เราจะส่งรหัสให้คุณ ไม่ต้องใช้รหัสผ่าน
details-lead-name = อีเมลของคุณได้รับการยืนยันแล้ว เหลือเพียงชื่อของคุณเพื่อสร้างบัญชี { $brand }
details-documents = ก่อนให้ข้อมูลแก่เรา โปรดอ่าน:
details-documents-required = เมื่อดำเนินการต่อ ถือว่าคุณยอมรับ:
details-given-name = ชื่อ
details-family-name = นามสกุล
details-email = อีเมล
details-email-hint = เราจะส่งรหัสหกหลักไปยังอีเมลนี้
details-button = ส่งรหัสให้ฉัน
details-button-name = สร้างบัญชีของฉัน
details-question-sign-in = มีบัญชีอยู่แล้วใช่ไหม
details-other-sign-in = เข้าสู่ระบบ
details-question-register = เพิ่งเคยใช้งานใช่ไหม
details-other-register = สร้างบัญชี
details-problem-name-missing = โปรดกรอกชื่อของคุณ
details-problem-name-unreadable = โปรดเขียนชื่อด้วยตัวอักษร เว้นวรรค ยัติภังค์ หรืออะพอสทรอฟี ไม่เกิน 80 ตัวอักษร
details-problem-email = โปรดกรอกอีเมลในรูปแบบ name@example.com

code-title = กรอกรหัสที่เราส่งให้คุณ
code-lead = เราได้ส่งรหัสหกหลักไปที่
code-label = รหัสหกหลัก
code-hint = รหัสใช้ได้ { $minutes } นาที หากไม่ได้รับ โปรดดูในโฟลเดอร์จดหมายขยะ
code-button = ดำเนินการต่อ
code-resend = ส่งรหัสใหม่
code-wrong-address = อีเมลไม่ถูกต้องใช่ไหม
code-change-address = เปลี่ยนอีเมล
code-problem-incomplete = โปรดกรอกรหัสให้ครบหกหลัก
code-problem-wrong = รหัสนี้ไม่ถูกต้อง คุณลองได้อีก { $left } ครั้ง
code-problem-ended = รหัสนี้ใช้ไม่ได้แล้ว โปรดขอรหัสใหม่

consent-title = ตัวเลือกของคุณ
consent-lead = { $brand } ขออนุญาตจากคุณทีละวัตถุประสงค์ คุณเลือกคำตอบใดก็ได้ และบัญชีของคุณยังใช้งานได้เหมือนเดิม
consent-data = ข้อมูลที่ใช้:
consent-give = ใช่ ฉันยินยอม
consent-deny = ไม่ ขอบคุณ
consent-later = คุณเปลี่ยนใจได้ทุกเมื่อที่ “ข้อมูลของฉัน”
consent-problem = โปรดเลือกใช่หรือไม่: { $title }
consent-unanswered = โปรดเลือกคำตอบข้อใดข้อหนึ่ง

form-post-title = โปรดรอสักครู่
form-post-lead = เรากำลังพาคุณกลับไปที่แอปพลิเคชัน

account-choice-title = ใช้บัญชีใด
account-choice-lead = คุณเข้าสู่ระบบด้วย { $address }
account-choice-lead-unnamed = คุณเข้าสู่ระบบอยู่บนอุปกรณ์นี้
account-choice-continue = ดำเนินการต่อด้วยบัญชีนี้
account-choice-other = ใช้บัญชีอื่น

documents-title = โปรดอ่านก่อนดำเนินการต่อ
documents-title-changed = มีการเปลี่ยนแปลง
documents-lead = ก่อนดำเนินการต่อ { $brand } ขอให้คุณยอมรับสิ่งต่อไปนี้:
documents-lead-shown = ก่อนดำเนินการต่อ { $brand } ขอแจ้งให้คุณทราบดังนี้:
documents-version = ฉบับ { $version }
documents-version-from = ฉบับ { $version } มีผลตั้งแต่ { $date }
documents-changes = สิ่งที่เปลี่ยนแปลง:
documents-read = อ่าน “{ $title }”
documents-accept = ยอมรับและดำเนินการต่อ
documents-otherwise = หากคุณไม่ยอมรับ จะไม่สามารถดำเนินการต่อที่นี่ได้ แต่คุณยังดูข้อมูล เปลี่ยนตัวเลือก และลบบัญชีได้ที่ “ข้อมูลของฉัน”

profile-title = ขอทราบข้อมูลเพิ่มเติมเล็กน้อย
profile-lead = { $application } อยากทราบ:
profile-purpose = ใช้เพื่อ: { $purpose }
profile-later = คุณดูและลบข้อมูลที่ให้ไว้ได้ที่ “ข้อมูลของฉัน”
profile-skip = ไว้ภายหลัง
profile-choose = โปรดเลือก
profile-yes = ใช่
profile-no = ไม่ใช่
profile-problem-missing = โปรดกรอกข้อมูลนี้
profile-problem-unreadable = เราอ่านข้อมูลนี้ไม่ได้ โปรดเขียนในรูปแบบอื่น

permission-title = การอนุญาตของคุณ
permission-heading = { $application } ขออนุญาตจากคุณ
permission-lead = หากคุณยินยอม { $application } จะได้รับ:
permission-lead-nothing = หากคุณยินยอม { $application } จะทราบเพียงว่าเป็นคุณ และไม่ได้ข้อมูลอื่นใด
permission-hint = ข้อมูลสำหรับวัตถุประสงค์ที่คุณไม่อนุญาตจะไม่ถูกส่งให้
permission-agree = ยินยอมและดำเนินการต่อ

landing-title = ยินดีต้อนรับ
landing-heading = ยินดีต้อนรับสู่ { $brand }
landing-lead = ที่นี่คือหน้าสำหรับเข้าสู่ระบบ เปิดแอปพลิเคชันของเราเพื่อเริ่มต้น หรือดูข้อมูลที่เรามีเกี่ยวกับคุณ
landing-portal = ไปที่ข้อมูลของฉัน
landing-hint = คุณสามารถดู แก้ไข และลบข้อมูลของคุณ รวมถึงเปลี่ยนตัวเลือกได้ที่นั่น

sign-out-title = ออกจากระบบหรือไม่
sign-out-lead = คุณจะต้องเข้าสู่ระบบอีกครั้งบนอุปกรณ์นี้
sign-out-button = ออกจากระบบ
sign-out-stay = อยู่ในระบบต่อ
signed-out-title = คุณออกจากระบบแล้ว
signed-out-lead = หากใช้คอมพิวเตอร์ร่วมกับผู้อื่น โปรดปิดเบราว์เซอร์ด้วย

error-back = ย้อนกลับในเบราว์เซอร์เพื่อลองอีกครั้ง
error-untrusted-title = ลิงก์นี้ใช้ไม่ได้
error-untrusted = เราไม่รู้จักแอปพลิเคชันที่ส่งคุณมาที่นี่ หรือแอปพลิเคชันนั้นขอไปยังที่อยู่ที่ไม่ใช่ของตน เราจึงหยุดไว้ตรงนี้เพื่อความปลอดภัยของคุณ
error-untrusted-developers = สำหรับนักพัฒนา: { $parameter } ยังไม่ได้ลงทะเบียน
error-no-flow-title = โปรดเริ่มใหม่
error-no-flow = การเข้าสู่ระบบนี้สิ้นสุดแล้วหรือเปิดในเบราว์เซอร์อื่น โปรดกลับไปที่แอปพลิเคชันแล้วเข้าสู่ระบบจากที่นั่น
error-foreign-form-title = โปรดลองอีกครั้ง
error-foreign-form = แบบฟอร์มนี้ไม่ได้มาจากหน้าในเบราว์เซอร์นี้ ไม่มีการเปลี่ยนแปลงใด ๆ
error-handoff-title = โปรดเริ่มใหม่
error-handoff = ลิงก์ไปยังภูมิภาคของคุณถูกใช้ไปแล้วหรือเก่าเกินไป โปรดกลับไปที่แอปพลิเคชันแล้วเข้าสู่ระบบจากที่นั่น
error-too-many-title = โปรดรอสักครู่
error-too-many = มีการขอหรือกรอกรหัสมากเกินไป ข้อจำกัดนี้ช่วยปกป้องบัญชีของคุณ
error-too-many-wait = โปรดลองอีกครั้งในอีก { $minutes } นาที
error-mail-title = ส่งรหัสไม่สำเร็จ
error-mail = ขณะนี้เซิร์ฟเวอร์อีเมลของเราไม่ตอบสนอง โปรดลองอีกครั้งในอีกสักครู่
error-not-found-title = ไม่พบหน้านี้
error-not-found = ไม่มีหน้านี้อยู่ โปรดกลับไปที่แอปพลิเคชันแล้วเข้าสู่ระบบจากที่นั่น
error-fault-title = เกิดข้อผิดพลาด
error-fault = เป็นข้อผิดพลาดของเรา ไม่ใช่ของคุณ โปรดลองอีกครั้งในอีกสักครู่

letter-subject = รหัส { $brand } ของคุณ
letter-greeting = สวัสดี
letter-intro = กรอกรหัสนี้เพื่อเข้าสู่ระบบ { $brand }:
letter-validity = รหัสใช้ได้ { $minutes } นาที และใช้ได้เพียงครั้งเดียว
letter-unexpected = ไม่ได้ขอรหัสใช่ไหม อาจมีผู้กรอกอีเมลผิด คุณไม่ต้องทำอะไร อย่าให้รหัสนี้แก่ผู้ใด แม้แต่เรา
letter-support = มีคำถามใช่ไหม { $address }

account-title = การลงชื่อเข้าใช้ของคุณ
account-lead = วิธีที่คุณลงชื่อเข้าใช้ และอุปกรณ์ที่คุณลงชื่อเข้าใช้อยู่
account-portal = ข้อมูลและตัวเลือกของคุณ
account-notice-session-ended = ออกจากระบบบนอุปกรณ์นั้นแล้ว
account-notice-sessions-ended = ออกจากระบบบนอุปกรณ์อื่นทั้งหมดแล้ว
devices-title = อุปกรณ์ที่คุณลงชื่อเข้าใช้อยู่
devices-lead = เห็นอุปกรณ์ที่ไม่ใช่ของคุณหรือไม่ ออกจากระบบบนอุปกรณ์นั้น แล้วเปลี่ยนวิธีลงชื่อเข้าใช้
devices-name = { $browser } บน { $system }
devices-unknown = อุปกรณ์ที่ไม่รู้จัก
devices-this = อุปกรณ์นี้
devices-first = ลงชื่อเข้าใช้ครั้งแรก:
devices-last = ใช้ล่าสุด:
devices-persistent = ยังคงลงชื่อเข้าใช้เมื่อปิดเบราว์เซอร์
devices-end = ออกจากระบบ
devices-end-named = ออกจากระบบบน { $device }
devices-end-others = ออกจากระบบบนอุปกรณ์อื่นทั้งหมด

passkey-button = ลงชื่อเข้าใช้ด้วยพาสคีย์
passkey-failed = ไม่สำเร็จ ลองอีกครั้งหรือใช้วิธีอื่น
passkey-known = อุปกรณ์นี้มีพาสคีย์ของคุณอยู่แล้ว
passkey-refused = พาสคีย์นี้ใช้ไม่ได้ ใช้พาสคีย์อื่นหรือลงชื่อเข้าใช้ด้วยวิธีอื่น
passkey-needs-script = พาสคีย์ต้องใช้ JavaScript ส่วนอื่นใช้งานได้โดยไม่ต้องมี

passkeys-title = พาสคีย์
passkeys-lead = พาสคีย์ให้คุณลงชื่อเข้าใช้ด้วยลายนิ้วมือ ใบหน้า หรือการล็อกเครื่อง เดาไม่ได้ และใช้ได้เฉพาะหน้าของเรา
passkeys-created = เพิ่มเมื่อ
passkeys-last-used = ใช้ล่าสุด
passkeys-never = ยังไม่เคย
passkeys-cloned = พาสคีย์นี้อาจถูกทำสำเนาและใช้ไม่ได้อีก โปรดลบแล้วเพิ่มอันใหม่
passkeys-add = เพิ่มพาสคีย์
passkeys-remove = ลบ
passkeys-remove-named = ลบ { $passkey }
passkeys-name-proposal = พาสคีย์ของฉัน
account-notice-passkey-added = เพิ่มพาสคีย์แล้ว
account-notice-passkey-removed = ลบพาสคีย์แล้ว

new-passkey-title = เพิ่มพาสคีย์
new-passkey-lead = อุปกรณ์จะขอลายนิ้วมือ ใบหน้า หรือรหัสล็อก ข้อมูลเหล่านี้ไม่ออกจากเครื่อง
new-passkey-name = ชื่อ
new-passkey-name-hint = เพื่อแยกพาสคีย์แต่ละอันออกจากกัน
new-passkey-button = เพิ่มพาสคีย์
new-passkey-refused = เพิ่มพาสคีย์นี้ไม่ได้ โปรดลองอีกครั้ง
back-to-account = กลับไปที่บัญชีของฉัน

device-title = เข้าสู่ระบบบนอุปกรณ์
device-lead = พิมพ์รหัสที่แสดงบนอุปกรณ์ของคุณ
device-label = รหัสบนอุปกรณ์
device-hint = ตัวอักษรแปดตัว เช่น BCDF-GHJK พิมพ์เป็นตัวเล็กหรือไม่ใส่ขีดก็ได้
device-problem-shape = รหัสมีตัวอักษรแปดตัว โปรดดูที่อุปกรณ์อีกครั้ง
device-problem-unknown = ไม่มีอุปกรณ์ใดรอรหัสนี้อยู่ รหัสอาจหมดอายุแล้ว โปรดขอรหัสใหม่บนอุปกรณ์
device-confirm-title = เข้าสู่ระบบ { $application } บนอุปกรณ์ของคุณหรือไม่
device-confirm-lead = อุปกรณ์ของคุณแสดงรหัสนี้:
device-confirm-warning = ทำต่อเฉพาะเมื่อคุณเป็นผู้เริ่มเองและอุปกรณ์อยู่ตรงหน้าคุณ เราจะไม่ส่งรหัสเช่นนี้ให้คุณหรือขอรหัสจากคุณ
device-confirm-yes = ใช่ ให้อุปกรณ์เข้าสู่ระบบ
device-confirm-no = ไม่ ปฏิเสธ
device-approved-title = อุปกรณ์ของคุณเข้าสู่ระบบแล้ว
device-approved-lead = คุณปิดหน้านี้แล้วใช้งานต่อบนอุปกรณ์ได้เลย
device-denied-title = ปฏิเสธอุปกรณ์ของคุณแล้ว
device-denied-lead = อุปกรณ์ไม่ได้รับข้อมูลใด คุณปิดหน้านี้ได้

factor-title = ยืนยันว่าเป็นคุณ
factor-lead = การยืนยันขั้นที่สองปกป้องบัญชีของคุณ แม้มีคนอ่านอีเมลของคุณได้
factor-code-label = รหัสจากแอปยืนยันตัวตน
factor-code-hint = ตัวเลขหกหลักที่เปลี่ยนทุก 30 วินาที
factor-recovery-label = รหัสกู้คืน
factor-recovery-hint = หนึ่งในรหัสที่คุณจดไว้ แต่ละรหัสใช้ได้ครั้งเดียว
factor-recovery-button = ใช้รหัสกู้คืน
factor-wrong = รหัสไม่ถูกต้องหรือใช้ไปแล้ว โปรดใช้รหัสใหม่

enrolment-title = ตั้งค่าการยืนยันขั้นที่สอง
enrolment-lead = การลงชื่อเข้าใช้นี้ต้องยืนยันมากกว่าหนึ่งอย่าง เลือกหนึ่งอย่าง ใช้เวลาราวหนึ่งนาที

second-factors-title = การยืนยันขั้นที่สอง
second-factors-lead = เมื่อมีแอปยืนยันตัวตน จะไม่มีใครลงชื่อเข้าใช้ด้วยอีเมลของคุณเพียงอย่างเดียว
app-title = แอปยืนยันตัวตน
app-since = ตั้งค่าเมื่อ
app-none = ยังไม่ได้ตั้งค่า
app-add = ตั้งค่าแอป
app-remove = ลบแอป
new-app-title = ตั้งค่าแอปยืนยันตัวตน
new-app-lead = สแกนภาพด้วยแอป แล้วพิมพ์รหัสที่แอปแสดง
new-app-qr = คิวอาร์โค้ดสำหรับแอปยืนยันตัวตน
new-app-key = หรือพิมพ์คีย์นี้ลงในแอป:
new-app-code = รหัสที่แอปแสดง
new-app-button = ตั้งค่าแอป
account-notice-app-removed = ลบแอปยืนยันตัวตนแล้ว
account-notice-last-factor = ยังไม่ได้ลบ ที่นี่ต้องมีการยืนยันขั้นที่สอง โปรดตั้งค่าวิธีอื่นก่อน

recovery-title = รหัสกู้คืน
recovery-lead = จดไว้และเก็บในที่ปลอดภัย แต่ละรหัสใช้ได้ครั้งเดียวเมื่อแอปหรือพาสคีย์หาย แสดงเฉพาะตอนนี้เท่านั้น
recovery-shown-before = แสดงรหัสกู้คืนของคุณไปแล้ว คุณสร้างชุดใหม่ได้ในบัญชี
recovery-continue = ฉันจดไว้แล้ว
recovery-make = สร้างรหัสใหม่
recovery-left = { $left ->
   *[other] เหลือ { $left } รหัส
}

notice-subject = { $brand }: วิธีลงชื่อเข้าใช้ของคุณเปลี่ยนไป
notice-passkey-added = มีการเพิ่มพาสคีย์ในบัญชีของคุณ
notice-passkey-removed = มีการลบพาสคีย์ออกจากบัญชีของคุณ
notice-passkey-cloned = พาสคีย์ของบัญชีคุณอาจถูกทำสำเนา จึงใช้ลงชื่อเข้าใช้ไม่ได้อีก
notice-app-added = มีการตั้งค่าแอปยืนยันตัวตนในบัญชีของคุณ
notice-app-removed = มีการลบแอปยืนยันตัวตนออกจากบัญชีของคุณ
notice-recovery-codes-made = มีการสร้างรหัสกู้คืนใหม่ในบัญชีของคุณ รหัสเดิมใช้ไม่ได้แล้ว
notice-recovery-code-used = มีการใช้รหัสกู้คืนเพื่อลงชื่อเข้าใช้บัญชีของคุณ
notice-advice = ถ้าไม่ใช่คุณ โปรดลงชื่อเข้าใช้ ตรวจดูพาสคีย์ แอป และอุปกรณ์ในบัญชี แล้วลบสิ่งที่ไม่ใช่ของคุณ

details-lead-sign-in-ways = พิมพ์อีเมลของบัญชี { $brand } ของคุณ
details-email-hint-ways = หน้าถัดไปให้คุณเลือกวิธีลงชื่อเข้าใช้
keep-signed-in = ให้ฉันลงชื่อเข้าใช้บนอุปกรณ์นี้ต่อไป

proof-title = คุณต้องการลงชื่อเข้าใช้อย่างไร
proof-lead = คุณลงชื่อเข้าใช้ด้วย
proof-password = รหัสผ่าน
proof-button = ลงชื่อเข้าใช้
proof-email-code = ส่งรหัสทางอีเมล
proof-email-link = ส่งลิงก์ทางอีเมล
proof-email-both = ส่งรหัสและลิงก์ทางอีเมล
proof-forgot = ฉันลืมรหัสผ่าน
proof-problem = อีเมลกับรหัสผ่านนี้ไม่ตรงกัน ลองอีกครั้งหรือให้เราส่งอีเมลถึงคุณ

code-title-link = เปิดลิงก์ที่เราส่งให้คุณ
code-lead-link = เราส่งลิงก์ไปที่
code-or-link = หรือเปิดลิงก์ในอีเมลด้วยเบราว์เซอร์นี้
link-title = ลงชื่อเข้าใช้หรือไม่
link-lead = ลิงก์ในอีเมลยืนยันว่าคุณคือ
link-button = ใช่ ลงชื่อเข้าใช้
link-elsewhere-title = โปรดใช้อีกเบราว์เซอร์หนึ่ง
link-elsewhere = เพื่อความปลอดภัย ลิงก์นี้ใช้ได้เฉพาะในเบราว์เซอร์ที่คุณขอเท่านั้น
link-elsewhere-hint = เปิดลิงก์ที่นั่น หรือพิมพ์รหัสจากอีเมลที่นั่น ถ้าไม่มีใครขอ ให้ปิดหน้านี้ ไม่มีอะไรเกิดขึ้น
link-ended-title = ลิงก์นี้ใช้ไม่ได้แล้ว
link-ended = ลิงก์ถูกใช้ไปแล้ว เก่าเกินไป หรือเป็นของการลงชื่อเข้าใช้ครั้งอื่น
link-ended-back = ขอลิงก์ใหม่

password-title = รหัสผ่าน
password-changed = เปลี่ยนล่าสุด:
password-none = คุณยังไม่มีรหัสผ่าน ถ้าตั้งไว้ คุณจะลงชื่อเข้าใช้ได้โดยไม่ต้องรออีเมล
password-new = รหัสผ่านใหม่
password-again = รหัสผ่านใหม่อีกครั้ง
password-hint = อย่างน้อย { $characters } ตัวอักษร คำหลายคำที่ไม่เกี่ยวข้องกันเป็นตัวเลือกที่ดี ไม่บังคับตัวเลขหรือเครื่องหมาย
password-set = ตั้งรหัสผ่าน
password-change = เปลี่ยนรหัสผ่าน
password-remove = ลบรหัสผ่าน
password-others-end = อุปกรณ์อื่นทั้งหมดจะออกจากระบบ
password-problem-short = รหัสผ่านนี้สั้นเกินไป
password-problem-long = รหัสผ่านนี้ยาวเกินไป ใช้ได้ไม่เกิน 256 ตัวอักษร
password-problem-leaked = รหัสผ่านนี้อยู่ในรายการรหัสผ่านที่ถูกขโมย โปรดเลือกใหม่
password-problem-guessable = รหัสผ่านนี้เดาได้ง่าย เพิ่มคำที่ไม่เกี่ยวกับคุณอีกสองสามคำ
password-problem-different = รหัสผ่านทั้งสองไม่เหมือนกัน โปรดพิมพ์ให้เหมือนกันสองครั้ง
password-sent-title = โปรดดูในอีเมลของคุณ
password-sent = หากมีบัญชี ลิงก์สำหรับเลือกรหัสผ่านใหม่กำลังส่งไปที่
password-sent-hint = ลิงก์ใช้ได้ 30 นาทีและใช้ได้ครั้งเดียว ถ้าไม่ได้รับ ให้ดูในโฟลเดอร์จดหมายขยะ
password-sent-back = กลับ
password-reset-title = เลือกรหัสผ่านใหม่
password-reset-lead = หลังจากนั้นคุณจะออกจากระบบทุกที่ แล้วลงชื่อเข้าใช้ด้วยรหัสผ่านใหม่
password-ended-title = ลิงก์นี้ใช้ไม่ได้แล้ว
password-ended = ลิงก์ถูกใช้ไปแล้วหรือเก่าเกินไป ขอลิงก์ใหม่ได้ที่หน้าลงชื่อเข้าใช้
password-ended-again = ลงชื่อเข้าใช้
password-replaced-title = เปลี่ยนรหัสผ่านแล้ว
password-replaced = คุณออกจากระบบทุกที่แล้ว ลงชื่อเข้าใช้ด้วยรหัสผ่านใหม่
account-prove-again = ยืนยันว่าเป็นคุณเพื่อเปลี่ยนส่วนนี้
account-notice-password-set = ตั้งรหัสผ่านแล้ว อุปกรณ์อื่นทั้งหมดออกจากระบบแล้ว
account-notice-password-removed = ลบรหัสผ่านแล้ว อุปกรณ์อื่นทั้งหมดออกจากระบบแล้ว
account-notice-proven = ขอบคุณ คุณเปลี่ยนวิธีลงชื่อเข้าใช้ได้ภายในสิบนาที

letter-subject-link = ลงชื่อเข้าใช้ { $brand }
letter-subject-password = รหัสผ่าน { $brand } ของคุณ
letter-intro-link = เปิดลิงก์นี้เพื่อลงชื่อเข้าใช้ { $brand } ในเบราว์เซอร์ที่คุณขอ:
letter-or-code = หรือพิมพ์รหัสนี้ที่นั่น:
letter-link = ลงชื่อเข้าใช้
letter-intro-password = เปิดลิงก์นี้เพื่อเลือกรหัสผ่านใหม่ของ { $brand }:
letter-link-password = เลือกรหัสผ่านใหม่
letter-intro-no-account = มีคนขอรหัสผ่านใหม่ของ { $brand } ด้วยอีเมลนี้ แต่ไม่มีบัญชีที่ใช้อีเมลนี้ คุณอาจใช้อีเมลอื่น
letter-unexpected-link = ไม่ได้ขอลิงก์ใช่ไหม แสดงว่ามีคนพิมพ์อีเมลผิด คุณไม่ต้องทำอะไร
letter-unexpected-password = ไม่ได้ขอใช่ไหม คุณไม่ต้องทำอะไร รหัสผ่านของคุณยังคงเดิม

invitation-subject = คำเชิญเข้าร่วม { $organization }
invitation-intro = คุณได้รับเชิญให้ดำเนินการในนามของ { $organization } เปิดที่อยู่นี้เพื่อเข้าสู่ระบบและเข้าร่วม:
invitation-validity =
    { $days ->
       *[other] ที่อยู่นี้ใช้ได้ { $days } วัน และใช้ได้ครั้งเดียว
    }
invitation-unexpected = หากคุณไม่รู้จักผู้เชิญ ก็ไม่ต้องทำอะไร เมื่อเข้าร่วม ผู้ดูแลขององค์กรจะเห็นชื่อและที่อยู่อีเมลของคุณ

organization-choice-title = คุณดำเนินการในนามของใคร
organization-choice-lead = แอปพลิเคชันจะได้รับชื่อองค์กรที่คุณเลือกและบทบาทของคุณในองค์กรนั้น
organization-choice-legend = องค์กร
organization-choice-themselves = ในนามของฉันเองเท่านั้น
organization-choice-problem = โปรดเลือกว่าคุณดำเนินการในนามของใคร

organizations-title = องค์กรของคุณ
organizations-lead = บริษัทและองค์กรอื่นที่คุณดำเนินการในนาม
organizations-none = คุณไม่ได้อยู่ในองค์กรใด
organizations-roles = บทบาท:
organizations-manage = จัดการ
organizations-state-active = สมาชิก
organizations-state-requested = รอการอนุมัติ
organizations-state-suspended = ถูกระงับ
organizations-join-title = เข้าร่วม { $organization } หรือไม่
organizations-join-lead = ผู้ดูแลขององค์กรจะเห็นชื่อและที่อยู่อีเมลของคุณ
organizations-join-button = เข้าร่วม
organizations-join-other = คำเชิญนี้ส่งไปยังที่อยู่อีเมลอื่นที่ไม่ใช่ของบัญชีคุณ โปรดออกจากระบบ แล้วเข้าสู่ระบบด้วยที่อยู่นั้นเพื่อตอบรับ
organizations-members = สมาชิก
organizations-members-missing = ไม่แสดงสมาชิกที่อยู่ในภูมิภาคเหล่านี้ เพราะขณะนี้ภูมิภาคไม่ตอบสนอง: { $regions }
organizations-approve = อนุมัติ
organizations-save = บันทึกบทบาท
organizations-suspend = ระงับการเข้าถึง
organizations-resume = คืนสิทธิ์การเข้าถึง
organizations-remove = นำออก
organizations-invite = เชิญผู้อื่น
organizations-invite-button = ส่งคำเชิญ
organizations-issuer = ระบบเข้าสู่ระบบขององค์กร
organizations-issuer-lead = สมาชิกที่ใช้อีเมลเหล่านี้ลงชื่อเข้าใช้ที่นั่น:
organizations-issuer-issuer = ผู้ออก
organizations-issuer-client = ไคลเอนต์
organizations-issuer-role = สมาชิกใหม่ได้รับบทบาท:
organizations-issuer-no-role = ไม่มีใครเป็นสมาชิกได้จากการลงชื่อเข้าใช้ที่นั่น
organizations-issuer-remove = ลบระบบเข้าสู่ระบบขององค์กร
organizations-audit = สิ่งที่ดำเนินการไปแล้ว
organizations-audit-lead = รายการระบุสมาชิกภาพและแอปพลิเคชัน ไม่ระบุชื่อบุคคล
organizations-notice-done = บันทึกแล้ว
organizations-notice-invited = ส่งคำเชิญแล้ว
organizations-notice-last-administrator = องค์กรต้องมีผู้ดูแลอย่างน้อยหนึ่งคน โปรดตั้งผู้อื่นเป็นผู้ดูแลก่อน
organizations-notice-too-many = มีคำเชิญมากเกินไปในเวลาสั้น ๆ โปรดลองอีกครั้งภายหลัง
organizations-notice-refused = ดำเนินการไม่สำเร็จ โปรดตรวจสอบรายการแล้วลองอีกครั้ง

# Providers that people sign in by.
social-continue = ดำเนินการต่อด้วย { $provider }
social-arrived = คุณมาจาก { $provider } ลงชื่อเข้าใช้หรือลงทะเบียนที่นี่หนึ่งครั้ง จากนั้นหากคุณต้องการ ใช้เพียง { $provider } ก็ลงชื่อเข้าใช้ได้
social-cancelled = คุณไม่ได้ดำเนินการต่อด้วย { $provider } ลองอีกครั้งหรือใช้วิธีอื่น
social-failed = ลงชื่อเข้าใช้ด้วย { $provider } ไม่สำเร็จ ลองอีกครั้งหรือใช้วิธีอื่น
linking-title = ลงชื่อเข้าใช้ด้วย { $provider } ตั้งแต่นี้ไปหรือไม่
linking-lead = คุณได้ยืนยันแล้วทั้งบัญชีที่นี่และบัญชีที่ { $provider } เมื่อเชื่อมโยงแล้ว ครั้งต่อไปใช้เพียง { $provider } ก็ลงชื่อเข้าใช้ได้
linking-values = { $provider } ให้ข้อมูลต่อไปนี้เกี่ยวกับคุณ เรารับข้อมูลใดได้บ้าง
linking-purpose = เพื่อ: { $purpose }
linking-later = คุณยกเลิกการเชื่อมโยงได้ทุกเมื่อในบัญชีของคุณ
linking-button = เชื่อมโยง
linking-skip = ไว้ภายหลัง
social-title = การลงชื่อเข้าใช้ที่เชื่อมโยง
social-lead = คุณลงชื่อเข้าใช้ด้วยผู้ให้บริการเหล่านี้ได้ และใช้อีเมลของคุณได้เสมอ
social-since = เชื่อมโยงเมื่อ
social-add = เชื่อมโยง { $provider }
social-remove = นำออก
social-remove-named = นำ { $provider } ออก
account-notice-social-removed = ยกเลิกการเชื่อมโยงแล้ว
account-notice-social-taken = การลงชื่อเข้าใช้นี้เชื่อมโยงอยู่แล้วกับบัญชีนี้หรือบัญชีอื่น
notice-social-linked = มีการเชื่อมโยงการลงชื่อเข้าใช้ด้วยผู้ให้บริการอื่นกับบัญชีของคุณ
notice-social-removed = มีการนำการลงชื่อเข้าใช้ด้วยผู้ให้บริการอื่นออกจากบัญชีของคุณ
error-federation-title = ลงชื่อเข้าใช้ต่อไม่ได้
error-federation = คำตอบจากผู้ให้บริการอื่นมาช้าเกินไป ถูกใช้ไปแล้ว หรือเป็นของการลงชื่อเข้าใช้ในเบราว์เซอร์อื่น กลับไปที่แอปพลิเคชันแล้วลงชื่อเข้าใช้อีกครั้ง
error-unlinked-title = ไม่สามารถลงชื่อเข้าใช้ด้วยบัญชีนี้ได้
error-unlinked = มีบัญชีที่ใช้อีเมลของคุณอยู่แล้ว และไม่สามารถเชื่อมโยงกับการลงชื่อเข้าใช้นี้ได้ โปรดติดต่อฝ่ายสนับสนุน
error-foreign-address-title = ไม่สามารถลงชื่อเข้าใช้ให้คุณได้
error-organization-login = ระบบเข้าสู่ระบบขององค์กรไม่ได้ลงชื่อเข้าใช้ให้คุณ
error-foreign-address = ระบบเข้าสู่ระบบของ { $organization } ไม่ได้ระบุอีเมลขององค์กรเอง โปรดขอให้ผู้ดูแลของ { $organization } แก้ไข
error-membership-ended-title = สิทธิ์เข้าถึงของคุณสิ้นสุดแล้ว
error-membership-ended = { $organization } ระงับหรือยุติการเป็นสมาชิกของคุณ หากเป็นความผิดพลาด โปรดขอให้ผู้ดูแลให้สิทธิ์อีกครั้ง

## Memberships
memberships-title = สมาชิกภาพ
memberships-lead = เชื่อมโยงสมาชิกภาพเพียงครั้งเดียว หลังจากนั้นไม่ว่าคุณจะลงชื่อเข้าใช้ด้วยวิธีใด ระบบก็รู้จักคุณในฐานะสมาชิก
memberships-since = เชื่อมโยงเมื่อ
memberships-number = หมายเลข
memberships-link = เชื่อมโยง
memberships-link-named = เชื่อมโยง { $membership }
memberships-remove = นำออก
memberships-remove-named = นำ { $membership } ออก
memberships-consent = หากต้องการเชื่อมโยงสมาชิกภาพนี้ โปรดยินยอมให้ใช้ข้อมูลในโปรไฟล์ของคุณก่อน
account-notice-membership-linked = เชื่อมโยงสมาชิกภาพแล้ว
account-notice-membership-removed = นำสมาชิกภาพออกแล้ว
account-notice-membership-unconfirmed = ไม่สามารถยืนยันสมาชิกภาพด้วยข้อมูลที่คุณกรอก หากเชื่อมโยงกับบัญชีอื่นอยู่ โปรดนำออกจากบัญชีนั้นก่อน
account-notice-membership-later = ขณะนี้ไม่สามารถยืนยันสมาชิกภาพได้ โปรดลองอีกครั้งในภายหลัง
