frame-skip = Ir al contenido
frame-about = Acerca de esta página
frame-support = Ayuda
