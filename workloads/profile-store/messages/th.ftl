overview-title = ข้อมูลของคุณ
overview-greeting = สวัสดี คุณ{ $name }
overview-lead = นี่คือทุกอย่างที่เรารู้เกี่ยวกับคุณ เราเก็บไว้ในภูมิภาคของคุณ ({ $home }) ด้านล่างคือใครอื่นที่ได้รับข้อมูลใดไปบ้าง
sign-out = ออกจากระบบ
sign-in = เข้าสู่ระบบ

consents-title = เราใช้ข้อมูลเพื่ออะไรได้บ้าง
consents-lead = คุณเป็นผู้ตัดสินใจ การเปลี่ยนแปลงมีผลทันที รวมถึงข้อมูลที่กำลังรอส่ง
state-allowed = อนุญาต
state-not-allowed = ไม่อนุญาต
state-undecided = ไม่อนุญาต: คุณยังไม่ได้ตัดสินใจ
state-needed = จำเป็นสำหรับสิ่งที่คุณขอ
state-not-objected = อนุญาตจนกว่าคุณจะคัดค้าน
basis-consent = เฉพาะเมื่อคุณยินยอมเท่านั้น
basis-contract = จำเป็นสำหรับสัญญาระหว่างเรากับคุณ
basis-legal-obligation = กฎหมายกำหนด
basis-legitimate-interest = ประโยชน์โดยชอบด้วยกฎหมายของเรา คุณคัดค้านได้
decided-on = ตัดสินใจเมื่อ
covers = ครอบคลุม: { $attributes }
give = อนุญาต
give-for = อนุญาต: { $purpose }
withdraw = ถอนการอนุญาต
withdraw-for = ถอนการอนุญาต: { $purpose }
object = คัดค้าน
object-for = คัดค้าน: { $purpose }
done-given = ขอบคุณ “{ $purpose }” ได้รับอนุญาตแล้ว
done-withdrawn = เรียบร้อยแล้ว “{ $purpose }” ไม่ได้รับอนุญาตอีกต่อไป และจะไม่มีการส่งข้อมูลใดเพื่อการนี้อีก

known-title = ข้อมูลที่เรามีเกี่ยวกับคุณ
known-lead = ข้อมูลแต่ละรายการมาจากไหน ใช้เพื่ออะไร และตั้งแต่เมื่อใด
known-other = { $source } ระบุว่า: { $value } (ไม่ได้ใช้)
happened-title = สิ่งที่เกิดขึ้น
happened-all =
    { $count ->
        [0] ยังไม่มี
       *[other] ทั้งหมด { $count } เหตุการณ์
    }
happened-latest = { $shown } เหตุการณ์ล่าสุด จากทั้งหมด { $all } เหตุการณ์
happened-details = รายละเอียด
known-nothing = ยังไม่มี
known-what = รายการ
known-value = ค่า
known-source = ที่มา
known-purpose = วัตถุประสงค์
known-when = เวลา
source-registration = คุณ เมื่อลงทะเบียน
source-sign-in = คุณ เมื่อเข้าสู่ระบบ
source-verified-phone = คุณ ด้วยรหัสที่ส่งไปยังโทรศัพท์
purpose-account = บัญชีของคุณ
yes = ใช่
no = ไม่ใช่
moment = { $day } { $month ->
    [1] มกราคม
    [2] กุมภาพันธ์
    [3] มีนาคม
    [4] เมษายน
    [5] พฤษภาคม
    [6] มิถุนายน
    [7] กรกฎาคม
    [8] สิงหาคม
    [9] กันยายน
    [10] ตุลาคม
    [11] พฤศจิกายน
   *[12] ธันวาคม
 } { $year } เวลา { $clock } น. ({ $zone })
time-zone-label = เวลาที่แสดงเป็นของ
time-zone-change = เปลี่ยน

recipients-title = ใครได้รับข้อมูล
recipients-lead = ระบบที่เราส่งข้อมูลของคุณไปให้ เพราะคุณหรือกฎหมายอนุญาต เราเก็บเฉพาะว่าใครได้รับข้อมูลประเภทใดและเมื่อใด ไม่ได้เก็บเนื้อหา
recipients-nobody = ยังไม่มีใคร
recipients-unavailable = ส่วนนี้ยังไม่พร้อมแสดงในขณะนี้ โปรดโหลดหน้านี้อีกครั้งในอีกสักครู่
recipients-who = ผู้รับ
recipients-where = เก็บและใช้ใน: { $place }
recipients-gone = ไม่ได้รับข้อมูลอีกแล้ว
recipients-events = พร้อมสิ่งที่เกิดขึ้น: { $events }
recipients-often = { $count } ครั้ง
recipients-first = ครั้งแรก:
recipients-last = ครั้งล่าสุด:

export-section = สำเนาของคุณ
export-lead = คุณรับสำเนาของข้อมูลทั้งหมดในหน้านี้ได้เป็นไฟล์ที่โปรแกรมอ่านได้ (JSON) ซึ่งรวมถึงอุปกรณ์ วิธีลงชื่อเข้าใช้ และข้อกำหนดที่คุณยอมรับไว้ แต่ไม่มีรหัสผ่าน
export-data = ดาวน์โหลดข้อมูลของฉัน

delete-section = ลบบัญชี
delete-lead = คุณลบบัญชีและข้อมูลทั้งหมดที่เรามีเกี่ยวกับคุณได้ทุกเมื่อ
delete-account = ลบบัญชีของฉัน
delete-title = ลบบัญชีของคุณหรือไม่
delete-what = เราจะลบสิ่งต่อไปนี้ทันทีและถาวร:
delete-profile = โปรไฟล์ของคุณและทุกสิ่งที่เกี่ยวข้อง
delete-sign-in = การเข้าสู่ระบบของคุณบนทุกอุปกรณ์
delete-decisions = การตัดสินใจของคุณเกี่ยวกับความยินยอม (จะเหลือเพียงตัวเลขที่ไม่บอกอะไรเกี่ยวกับคุณ เพื่อให้ตรวจสอบบันทึกของผู้อื่นได้)
delete-final = การดำเนินการนี้ย้อนกลับไม่ได้
delete-confirm = ลบทั้งหมด
delete-keep = เก็บบัญชีของฉันไว้
deleted-title = ลบบัญชีของคุณแล้ว
deleted-text = ไม่มีข้อมูลใดที่เราเคยมีเกี่ยวกับคุณเหลืออยู่ และจะไม่มีการส่งข้อมูลใดให้ใครอีก คุณปิดหน้านี้ได้
deleting-title = กำลังลบบัญชีของคุณ
deleting-text = คุณออกจากระบบแล้วและจะไม่มีการรับข้อมูลใหม่ ระบบของเราบางส่วนยังไม่ตอบกลับ ส่วนที่เหลือจะถูกลบทันทีที่ระบบตอบ คุณไม่ต้องทำอะไรเพิ่ม

signed-out-title = คุณออกจากระบบแล้ว
signed-out-text = แล้วพบกันใหม่

sign-in-refused-title = ดำเนินการไม่สำเร็จ
sign-in-refused-text = การเข้าสู่ระบบไม่เสร็จทันเวลา หรือเริ่มจากหน้าต่างอื่น ข้อมูลของคุณไม่มีการเปลี่ยนแปลง
sign-in-refused-action = เข้าสู่ระบบอีกครั้ง
sign-in-cancelled-title = คุณยังไม่ได้เข้าสู่ระบบ
sign-in-cancelled-text = หากต้องการดูและเปลี่ยนข้อมูลของคุณ โปรดเข้าสู่ระบบ
sign-in-cancelled-action = เข้าสู่ระบบ
form-expired-title = โปรดลองอีกครั้ง
form-expired-text = หน้านี้เปิดไว้นานเกินไป หรือคำขอไม่ได้มาจากหน้านี้ ไม่มีการเปลี่ยนแปลงใด ๆ
form-expired-action = กลับไปที่ข้อมูลของคุณ
broken-title = เกิดข้อผิดพลาดทางฝั่งเรา
broken-text = ไม่ใช่ความผิดของคุณ และไม่มีสิ่งใดถูกเปลี่ยนแปลงค้างไว้ โปรดลองอีกครั้งในอีกสักครู่
broken-action = ลองอีกครั้ง
not-found-title = ไม่มีหน้านี้
not-found-text = ที่อยู่อาจพิมพ์ผิด
not-found-action = กลับไปที่ข้อมูลของคุณ
