frame-skip = Aller au contenu
frame-about = À propos de cette page
frame-support = Aide
