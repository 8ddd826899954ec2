frame-skip = ข้ามไปยังเนื้อหา
frame-about = เกี่ยวกับหน้านี้
frame-support = ความช่วยเหลือ
