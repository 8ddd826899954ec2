frame-skip = Zum Inhalt springen
frame-about = Über diese Seite
frame-support = Hilfe
