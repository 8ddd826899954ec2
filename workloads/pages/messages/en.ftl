frame-skip = Skip to content
frame-about = About this page
frame-support = Help
