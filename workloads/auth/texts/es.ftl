continue = Continuar
cancel = Cancelar
optional = (opcional)
new-window = se abre en una ventana nueva
corrections-title = Revise estos datos

step-residence = Paso 1 de 4 · País
step-details = Paso 2 de 4 · Usted
step-sign-in = Iniciar sesión
step-code = Paso 3 de 4 · Código
step-consent = Paso 4 de 4 · Permisos

residence-title = ¿Dónde vive?
residence-lead = De su país dependen la ley que le protege y el lugar donde se guardan sus datos. Por eso lo preguntamos primero.
residence-verified = Todavía no conocemos esta dirección. Para crear su cuenta, díganos dónde vive.
residence-country = País de residencia
residence-choose = Elija un país
residence-hint = El país donde vive habitualmente, no el que está visitando.
residence-register = Crear una cuenta
residence-sign-in = Ya tengo una cuenta
residence-problem = Elija el país donde vive.

details-title = Cree su cuenta
details-title-sign-in = Iniciar sesión
details-title-name = ¿Cómo se llama?
details-lead = { $brand } solo necesita su nombre y su correo electrónico. Sin contraseña.
details-lead-sign-in = Escriba la dirección de su cuenta de { $brand }. Le enviaremos un código; no hace falta contraseña.
details-lead-name = Su correo electrónico está confirmado. Solo falta su nombre para crear su cuenta de { $brand }.
details-documents = Antes de darnos sus datos, lea por favor:
details-documents-required = Al continuar, usted acepta:
details-given-name = Nombre
details-family-name = Apellidos
details-email = Correo electrónico
details-email-hint = Enviaremos un código de seis cifras a esta dirección.
details-button = Enviarme el código
details-button-name = Crear mi cuenta
details-question-sign-in = ¿Ya tiene una cuenta?
details-other-sign-in = Inicie sesión
details-question-register = ¿Es su primera visita?
details-other-register = Cree una cuenta
details-problem-name-missing = Escriba su nombre.
details-problem-name-unreadable = Escriba el nombre con letras, espacios, guiones o apóstrofos; 80 caracteres como máximo.
details-problem-email = Escriba un correo electrónico como nombre@ejemplo.com.

code-title = Escriba el código que le enviamos
code-lead = Hemos enviado un código de seis cifras a
code-label = Código de seis cifras
code-hint =
    { $minutes ->
        [one] El código es válido durante un minuto. Si no llega, mire en la carpeta de correo no deseado.
       *[other] El código es válido durante { $minutes } minutos. Si no llega, mire en la carpeta de correo no deseado.
    }
code-button = Continuar
code-resend = Enviar otro código
code-wrong-address = ¿No es la dirección correcta?
code-change-address = Cámbiela
code-problem-incomplete = Escriba las seis cifras del código.
code-problem-wrong =
    { $left ->
        [one] El código no es correcto. Le queda un intento.
       *[other] El código no es correcto. Le quedan { $left } intentos.
    }
code-problem-ended = Este código ya no es válido. Pida uno nuevo.

consent-title = Sus decisiones
consent-lead = { $brand } le pide permiso para cada finalidad por separado. Las dos respuestas son válidas y su cuenta funcionará igual.
consent-data = Datos utilizados:
consent-give = Sí, acepto
consent-deny = No, gracias
consent-later = Puede cambiar de opinión en cualquier momento en «Mis datos».
consent-problem = Elija sí o no: { $title }
consent-unanswered = Elija una de las dos respuestas.

form-post-title = Un momento, por favor
form-post-lead = Le llevamos de vuelta a la aplicación.

account-choice-title = ¿Con qué cuenta?
account-choice-lead = Ha iniciado sesión como { $address }.
account-choice-lead-unnamed = Ha iniciado sesión en este dispositivo.
account-choice-continue = Continuar con esta cuenta
account-choice-other = Usar otra cuenta

documents-title = Lea esto antes de continuar
documents-title-changed = Algo ha cambiado
documents-lead = Antes de continuar, { $brand } le pide que acepte lo siguiente:
documents-lead-shown = Antes de continuar, { $brand } quiere informarle de lo siguiente:
documents-version = Versión { $version }
documents-version-from = Versión { $version }, aplicable desde el { $date }
documents-changes = Qué ha cambiado:
documents-read = Leer «{ $title }»
documents-accept = Aceptar y continuar
documents-otherwise = Si no acepta, no podrá continuar aquí. En «Mis datos» podrá seguir viendo sus datos, cambiar sus decisiones y eliminar su cuenta.

profile-title = Un poco más sobre usted
profile-lead = A { $application } le gustaría saber:
profile-purpose = Se usa para: { $purpose }
profile-later = En «Mis datos» encontrará y podrá borrar lo que nos diga.
profile-skip = Ahora no
profile-choose = Elija una opción
profile-yes = Sí
profile-no = No
profile-problem-missing = Rellene este campo.
profile-problem-unreadable = No podemos leer esto. Escríbalo de otra manera.

permission-title = Su permiso
permission-heading = { $application } le pide permiso
permission-lead = Si acepta, { $application } recibirá:
permission-lead-nothing = Si acepta, { $application } sabrá que es usted, y nada más.
permission-hint = Lo que depende de una finalidad que no ha permitido no se comparte.
permission-agree = Aceptar y continuar
introduction-title = Acerca de { $application }
introduction-lead = Inicia sesión en { $application }, una aplicación que se ha presentado aquí por sí misma.
introduction-site = Su sitio web
introduction-policy = Su aviso de privacidad
introduction-terms = Sus condiciones

landing-title = Le damos la bienvenida
landing-heading = Le damos la bienvenida a { $brand }
landing-lead = Aquí se inicia sesión. Abra una de nuestras aplicaciones para empezar, o vea lo que sabemos de usted.
landing-portal = Ver mis datos
landing-hint = Allí puede consultar, corregir y borrar sus datos, y cambiar sus decisiones.

sign-out-title = ¿Cerrar la sesión?
sign-out-lead = Tendrá que volver a iniciar sesión en este dispositivo.
sign-out-button = Cerrar sesión
sign-out-stay = Mantener la sesión
signed-out-title = Ha cerrado la sesión
signed-out-lead = Si comparte este ordenador, cierre también el navegador.

error-back = Vuelva atrás en el navegador para intentarlo de nuevo.
error-untrusted-title = Este enlace no funciona
error-untrusted = La aplicación que le ha enviado aquí no es conocida, o ha pedido ir a una dirección que no es la suya. Por su seguridad, nos detenemos aquí.
error-untrusted-developers = Para desarrolladores: { $parameter } no está registrado.
error-no-flow-title = Empiece de nuevo, por favor
error-no-flow = Este inicio de sesión ha terminado o se abrió en otro navegador. Vuelva a la aplicación e inicie sesión desde allí.
error-foreign-form-title = Inténtelo de nuevo, por favor
error-foreign-form = Este formulario no procede de la página abierta en este navegador. No se ha cambiado nada.
error-unreadable-form = Este formulario no se ha podido leer o es demasiado largo. No se ha cambiado nada.
error-handoff-title = Empiece de nuevo, por favor
error-handoff = El enlace a su región ya se ha usado o es demasiado antiguo. Vuelva a la aplicación e inicie sesión desde allí.
error-too-many-title = Un poco más despacio, por favor
error-too-many = Se han pedido o escrito demasiados códigos. Este límite protege su cuenta.
error-too-many-wait =
    { $minutes ->
        [one] Inténtelo de nuevo dentro de un minuto.
       *[other] Inténtelo de nuevo dentro de { $minutes } minutos.
    }
error-mail-title = No se ha podido enviar el código
error-mail = Nuestro servidor de correo no responde en este momento. Inténtelo de nuevo dentro de un momento.
error-not-found-title = Aquí no hay nada
error-not-found = Esta página no existe. Vuelva a la aplicación e inicie sesión desde allí.
error-fault-title = Algo ha fallado
error-fault = El error es nuestro, no suyo. Inténtelo de nuevo dentro de un momento.

letter-subject = Su código de { $brand }
letter-greeting = Hola:
letter-intro = Escriba este código para iniciar sesión en { $brand }:
letter-validity =
    { $minutes ->
        [one] Es válido durante un minuto y sirve una sola vez.
       *[other] Es válido durante { $minutes } minutos y sirve una sola vez.
    }
letter-unexpected = ¿No ha pedido ningún código? Entonces alguien se ha equivocado de dirección y usted no tiene que hacer nada. No dé nunca el código a nadie, ni siquiera a nosotros.
letter-support = ¿Alguna pregunta? { $address }

account-title = Su inicio de sesión
account-lead = Cómo inicia sesión y dónde la tiene abierta.
account-portal = Sus datos y decisiones
account-notice-session-ended = La sesión de ese dispositivo está cerrada.
account-notice-sessions-ended = La sesión está cerrada en todos los demás dispositivos.
devices-title = Dónde tiene la sesión abierta
devices-lead = ¿Ve un dispositivo que no es suyo? Cierre su sesión y cambie su forma de iniciar sesión.
devices-name = { $browser } en { $system }
devices-unknown = Dispositivo desconocido
devices-this = Este dispositivo
devices-first = Primer inicio de sesión:
devices-last = Último uso:
devices-persistent = La sesión sigue abierta al cerrar el navegador.
devices-end = Cerrar sesión
devices-end-named = Cerrar sesión en { $device }
devices-end-others = Cerrar sesión en todos los demás dispositivos

passkey-button = Entrar con una llave de acceso
passkey-failed = No ha funcionado. Inténtelo de nuevo o continúe de otra manera.
passkey-known = Este dispositivo ya tiene una llave de acceso suya.
passkey-refused = Esta llave de acceso no se ha aceptado. Use otra o entre de otra manera.
passkey-needs-script = Las llaves de acceso necesitan JavaScript. Todo lo demás funciona sin él.

passkeys-title = Llaves de acceso
passkeys-lead = Con una llave de acceso entra con la huella, la cara o el bloqueo de su dispositivo. No se puede adivinar y solo sirve en nuestras páginas.
passkeys-created = Añadida el
passkeys-last-used = Último uso
passkeys-never = nunca
passkeys-cloned = Es posible que esta llave de acceso se haya copiado y ya no sirve. Elimínela y añada una nueva.
passkeys-add = Añadir una llave de acceso
passkeys-remove = Eliminar
passkeys-remove-named = Eliminar { $passkey }
passkeys-rename = Cambiar nombre
passkeys-rename-named = Cambiar nombre de { $passkey }
passkeys-name-proposal = Mi llave de acceso
account-notice-passkey-added = Su llave de acceso se ha añadido.
account-notice-passkey-removed = La llave de acceso se ha eliminado.
account-notice-passkey-renamed = La llave de acceso tiene un nombre nuevo.

new-passkey-title = Añadir una llave de acceso
new-passkey-lead = Su dispositivo le pide la huella, la cara o su bloqueo. Nada de eso sale de él.
new-passkey-name = Nombre
new-passkey-name-hint = Para distinguir sus llaves de acceso.
new-passkey-button = Añadir la llave de acceso
new-passkey-refused = No se ha podido añadir esta llave de acceso. Inténtelo de nuevo.
new-passkey-makers = Solo se aceptan llaves de seguridad y dispositivos autorizados, y ninguno que copie sus llaves de acceso a otros dispositivos.
passkey-name-title = Cambiar el nombre de una llave de acceso
passkey-name-save = Guardar
back-to-account = Volver a mi cuenta

device-title = Iniciar sesión en un dispositivo
device-lead = Escriba el código que muestra su dispositivo.
device-label = Código del dispositivo
device-hint = Ocho letras, por ejemplo BCDF-GHJK. Las minúsculas y los guiones no importan.
device-problem-shape = El código tiene ocho letras. Vuelva a mirar su dispositivo.
device-problem-unknown = Ningún dispositivo espera este código. Quizá haya caducado: pida uno nuevo en su dispositivo.
device-confirm-title = ¿Iniciar sesión en { $application } en su dispositivo?
device-confirm-lead = Su dispositivo muestra este código:
device-confirm-warning = Continúe solo si lo ha iniciado usted y tiene el dispositivo delante. Nunca le enviaremos un código así ni se lo pediremos.
device-confirm-yes = Sí, iniciar sesión en el dispositivo
device-confirm-no = No, rechazar
device-approved-title = Su dispositivo ha iniciado sesión
device-approved-lead = Puede cerrar esta página y seguir en su dispositivo.
device-denied-title = Su dispositivo ha sido rechazado
device-denied-lead = No ha recibido nada. Puede cerrar esta página.

factor-title = Confirme que es usted
factor-lead = Una segunda prueba protege su cuenta aunque alguien lea su correo.
factor-code-label = Código de su aplicación de autenticación
factor-code-hint = Seis cifras que cambian cada 30 segundos.
factor-recovery-label = Código de recuperación
factor-recovery-hint = Uno de los códigos que anotó. Cada uno sirve una vez.
factor-recovery-button = Usar un código de recuperación
factor-wrong = Este código no es correcto o ya se ha usado. Tome uno nuevo.

enrolment-title = Configure una segunda prueba
enrolment-lead = Este acceso necesita más de una prueba. Elija una; tarda un minuto.
enrolment-phone-lead = Enviamos un código por SMS a ese número, ahora y cuando inicie sesión.
enrolment-another-way = Elegir otra forma

second-factors-title = Segunda prueba
second-factors-lead = Con una aplicación de autenticación, nadie entra solo con su correo.
app-title = Aplicación de autenticación
app-since = Configurada el
app-none = Sin configurar
app-add = Configurar una aplicación
app-remove = Eliminar la aplicación
new-app-title = Configurar una aplicación de autenticación
new-app-lead = Escanee la imagen con su aplicación y escriba el código que muestra.
new-app-qr = Código QR para su aplicación de autenticación
new-app-key = O escriba esta clave:
new-app-code = Código que muestra la aplicación
new-app-button = Configurar la aplicación
account-notice-app-removed = La aplicación de autenticación se ha eliminado.
account-notice-last-factor = No se ha eliminado nada: aquí hace falta una segunda prueba. Configure antes otra.

recovery-title = Códigos de recuperación
recovery-lead = Anótelos y guárdelos bien. Cada uno sirve una vez si pierde la aplicación, la llave de acceso o el teléfono. Solo se muestran ahora.
recovery-shown-before = Sus códigos de recuperación ya se mostraron. Puede crear otros en su cuenta.
recovery-continue = Los he anotado
recovery-make = Crear códigos nuevos
recovery-left = { $left ->
    [one] Queda un código.
    [many] Quedan { $left } códigos.
   *[other] Quedan { $left } códigos.
}

notice-subject = { $brand }: ha cambiado su forma de entrar
notice-passkey-added = Se ha añadido una llave de acceso a su cuenta.
notice-passkey-removed = Se ha eliminado una llave de acceso de su cuenta.
notice-passkey-cloned = Es posible que se haya copiado una llave de acceso de su cuenta. Ya no sirve para entrar.
notice-app-added = Se ha configurado una aplicación de autenticación en su cuenta.
notice-app-removed = Se ha eliminado la aplicación de autenticación de su cuenta.
notice-recovery-codes-made = Se han creado nuevos códigos de recuperación para su cuenta. Los anteriores ya no sirven.
notice-recovery-code-used = Se ha usado un código de recuperación para entrar en su cuenta.
notice-password-set = Se ha establecido o cambiado la contraseña de su cuenta. Se ha cerrado la sesión en todos los demás dispositivos.
notice-password-removed = Se ha eliminado la contraseña de su cuenta. Se ha cerrado la sesión en todos los demás dispositivos.
notice-advice = ¿No ha sido usted? Entre, revise las llaves de acceso, aplicaciones y dispositivos de su cuenta y elimine lo que no sea suyo.

details-lead-sign-in-ways = Escriba la dirección de su cuenta de { $brand }.
details-email-hint-ways = En la página siguiente elige cómo iniciar sesión.
keep-signed-in = Mantener la sesión abierta en este dispositivo

proof-title = ¿Cómo quiere iniciar sesión?
proof-lead = Inicia sesión como
proof-password = Contraseña
proof-button = Iniciar sesión
proof-email-code = Recibir un código por correo
proof-email-link = Recibir un enlace por correo
proof-email-both = Recibir un código y un enlace por correo
proof-forgot = He olvidado mi contraseña
proof-problem = Esta dirección y esta contraseña no se corresponden. Inténtelo de nuevo o pida un correo.

code-title-link = Abra el enlace que le hemos enviado
code-lead-link = Hemos enviado un enlace a
code-or-link = O abra el enlace del correo en este navegador.
link-title = ¿Iniciar sesión?
link-lead = El enlace del correo confirma que usted es
link-button = Sí, iniciar sesión
link-elsewhere-title = Use el otro navegador
link-elsewhere = Por su seguridad, este enlace solo funciona en el navegador donde lo pidió.
link-elsewhere-hint = Ábralo allí o escriba allí el código del correo. ¿Nadie lo pidió? Cierre esta página; no ha pasado nada.
link-ended-title = Este enlace ya no es válido
link-ended = Ya se usó, es demasiado antiguo o pertenece a otro inicio de sesión.
link-ended-back = Pedir uno nuevo

password-title = Contraseña
password-changed = Último cambio:
password-none = No tiene contraseña. Con una contraseña inicia sesión sin esperar un correo.
password-new = Contraseña nueva
password-again = Contraseña nueva, otra vez
password-hint = Al menos { $characters } caracteres. Varias palabras sin relación entre sí son una buena elección. No hay reglas sobre cifras o signos.
password-set = Establecer la contraseña
password-change = Cambiar la contraseña
password-remove = Eliminar la contraseña
password-others-end = Se cerrará la sesión en todos los demás dispositivos.
password-problem-short = Esta contraseña es demasiado corta.
password-problem-long = Esta contraseña es demasiado larga: 256 caracteres como máximo.
password-problem-leaked = Esta contraseña figura en listas de contraseñas robadas. Elija otra.
password-problem-guessable = Esta contraseña es fácil de adivinar. Añada algunas palabras que no tengan que ver con usted.
password-problem-different = Las dos contraseñas no son iguales. Escriba la misma dos veces.
password-sent-title = Mire su correo
password-sent = Si existe una cuenta, un enlace para elegir una contraseña nueva va en camino a
password-sent-hint = El enlace es válido durante 30 minutos y sirve una sola vez. Si no llega, mire en la carpeta de correo no deseado.
password-sent-back = Volver
password-reset-title = Elija una contraseña nueva
password-reset-lead = Después se cerrará la sesión en todas partes e iniciará sesión con la contraseña nueva.
password-ended-title = Este enlace ya no es válido
password-ended = Ya se usó o es demasiado antiguo. Pida uno nuevo al iniciar sesión.
password-ended-again = Iniciar sesión
password-replaced-title = Su contraseña ha cambiado
password-replaced = La sesión está cerrada en todas partes. Inicie sesión con la contraseña nueva.
account-prove-again = Confirme que es usted para cambiar esto
account-notice-password-set = Su contraseña está establecida. La sesión está cerrada en todos los demás dispositivos.
account-notice-password-removed = Su contraseña está eliminada. La sesión está cerrada en todos los demás dispositivos.
account-notice-proven = Gracias. Durante diez minutos puede cambiar su forma de iniciar sesión.

letter-subject-link = Iniciar sesión en { $brand }
letter-subject-password = Su contraseña de { $brand }
letter-intro-link = abra este enlace para iniciar sesión en { $brand }, en el navegador donde lo pidió:
letter-or-code = O escriba allí este código:
letter-link = Iniciar sesión
letter-intro-password = abra este enlace para elegir una contraseña nueva de { $brand }:
letter-link-password = Elegir una contraseña nueva
letter-intro-no-account = alguien pidió una contraseña nueva de { $brand } con esta dirección. No hay ninguna cuenta con ella. Quizá usó otra dirección.
letter-unexpected-link = ¿No pidió un enlace? Alguien se habrá equivocado de dirección y usted no tiene que hacer nada.
letter-unexpected-password = ¿No lo pidió? No tiene que hacer nada: su contraseña sigue igual.

invitation-subject = Le invitan a unirse a { $organization }
invitation-intro = le invitan a actuar en nombre de { $organization }. Abra esta dirección para iniciar sesión y unirse:
invitation-validity =
    { $days ->
        [one] La dirección es válida durante un día y funciona una sola vez.
       *[other] La dirección es válida durante { $days } días y funciona una sola vez.
    }
invitation-unexpected = ¿No sabe quién le invita? Entonces no tiene que hacer nada. Quien se une muestra su nombre y su correo electrónico a los administradores de la organización.

organization-choice-title = ¿En nombre de quién actúa?
organization-choice-lead = La aplicación recibe el nombre de la organización que elija y las funciones que usted tiene en ella.
organization-choice-legend = Organización
organization-choice-themselves = Solo en mi propio nombre
organization-choice-problem = Elija en nombre de quién actúa.

organizations-title = Sus organizaciones
organizations-lead = Empresas y otras organizaciones en cuyo nombre actúa.
organizations-none = No pertenece a ninguna organización.
organizations-roles = Funciones:
organizations-manage = Administrar
organizations-state-active = Miembro
organizations-state-requested = Pendiente de aprobación
organizations-state-suspended = Acceso suspendido
organizations-join-title = ¿Unirse a { $organization }?
organizations-join-lead = Los administradores de la organización verán su nombre y su correo electrónico.
organizations-join-button = Unirse
organizations-join-other = Esta invitación se envió a un correo electrónico distinto de los de su cuenta. Cierre la sesión e iníciela con esa dirección para aceptarla.
organizations-members = Miembros
organizations-members-missing = No se muestran los miembros que viven en estas regiones, porque ahora mismo no responden: { $regions }
organizations-approve = Aprobar
organizations-save = Guardar funciones
organizations-suspend = Suspender el acceso
organizations-resume = Devolver el acceso
organizations-remove = Quitar
organizations-invite = Invitar a alguien
organizations-invite-button = Enviar la invitación
organizations-issuer = Inicio de sesión propio
organizations-issuer-lead = Los miembros con estas direcciones de correo inician sesión allí:
organizations-issuer-issuer = Emisor
organizations-issuer-client = Cliente
organizations-issuer-role = Los nuevos miembros reciben el rol:
organizations-issuer-no-role = Nadie se hace miembro al iniciar sesión allí.
organizations-issuer-remove = Quitar el inicio de sesión propio
organizations-issuer-set-lead = Los miembros pueden iniciar sesión mediante un emisor OpenID Connect de su organización, en cuanto esta haya probado un dominio de correo. Registre allí esta dirección de redirección:
organizations-issuer-sign-out = Para cerrar sesión, registre allí también estas direcciones (tras cerrar sesión; back-channel logout):
organizations-issuer-secret = Secreto del cliente
organizations-issuer-secret-hint = Déjelo vacío si el emisor conoce nuestras claves públicas (private_key_jwt).
organizations-issuer-new-members = Quien inicia sesión allí sin ser miembro
organizations-issuer-set = Usar como inicio de sesión
organizations-audit = Lo que se ha hecho
organizations-audit-lead = Las entradas nombran membresías y aplicaciones, no personas.
organizations-notice-done = Guardado.
organizations-notice-invited = La invitación está en camino.
organizations-notice-last-administrator = Una organización conserva siempre un administrador: nombre antes a otra persona.
organizations-notice-too-many = Demasiadas invitaciones en poco tiempo. Inténtelo más tarde.
organizations-notice-refused = No se ha podido hacer. Consulte la lista e inténtelo de nuevo.
organizations-notice-issuer = No se puede usar el emisor. Escriba su dirección exactamente como en sus metadatos y compruebe que sea accesible desde Internet.
organizations-notice-issuer-domain = Un inicio de sesión vale para las direcciones de un dominio de correo que su organización ha probado y que no usa el de ninguna otra organización.

# Providers that people sign in by.
social-continue = Continuar con { $provider }
social-arrived = Viene de { $provider }. Inicie sesión o regístrese aquí una vez; después, si lo desea, bastará con { $provider }.
social-cancelled = No ha continuado con { $provider }. Inténtelo de nuevo o continúe de otra forma.
social-failed = No se ha podido iniciar sesión con { $provider }. Inténtelo de nuevo o continúe de otra forma.
linking-title = ¿Iniciar sesión con { $provider } a partir de ahora?
linking-lead = Ha demostrado ambas cosas: su cuenta aquí y la de { $provider }. Si las vincula, la próxima vez bastará con { $provider }.
linking-values = Esto es lo que { $provider } dice de usted. ¿Qué podemos tomar?
linking-purpose = para: { $purpose }
linking-later = Puede deshacer el vínculo en cualquier momento desde su cuenta.
linking-button = Vincular
linking-skip = Ahora no
social-title = Inicios de sesión vinculados
social-lead = Estos proveedores le permiten iniciar sesión. Su dirección de correo siempre lo permite también.
social-since = Vinculado
social-add = Vincular { $provider }
social-remove = Quitar
social-remove-named = Quitar { $provider }
account-notice-social-removed = Se ha quitado el vínculo.
account-notice-social-taken = Ese inicio de sesión ya está vinculado, con esta cuenta o con otra.
notice-social-linked = Se ha vinculado a su cuenta un inicio de sesión con otro proveedor.
notice-social-removed = Se ha quitado de su cuenta un inicio de sesión con otro proveedor.
error-federation-title = Este inicio de sesión no puede continuar
error-federation = La respuesta del otro proveedor llegó demasiado tarde, ya se utilizó o pertenece a un inicio de sesión en otro navegador. Vuelva a la aplicación e inicie sesión de nuevo.
error-unlinked-title = No se puede iniciar sesión con esta cuenta
error-unlinked = Aquí hay una cuenta con su dirección de correo electrónico y no se puede vincular con este inicio de sesión. Póngase en contacto con el servicio de asistencia.
error-foreign-address-title = No se puede iniciar su sesión
error-organization-login = El inicio de sesión de su organización no le ha identificado.
error-foreign-address = El inicio de sesión de { $organization } no indicó una dirección de correo propia. Pida a los administradores de { $organization } que lo corrijan.
error-membership-ended-title = Su acceso ha terminado
error-membership-ended = { $organization } ha suspendido o terminado su pertenencia. Si es un error, pida a sus administradores que le devuelvan el acceso.

## Memberships
memberships-title = Membresías
memberships-lead = Vincule una membresía una sola vez. A partir de entonces, inicie sesión como inicie sesión, se le reconocerá como miembro.
memberships-since = Vinculada
memberships-number = Número
memberships-link = Vincular
memberships-link-named = Vincular { $membership }
memberships-remove = Quitar
memberships-remove-named = Quitar { $membership }
memberships-consent = Para vincular esta membresía, acepte primero su uso en su perfil.
membership-title = ¿Tiene una membresía de { $membership }?
membership-lead = Vincúlela ahora y { $application } le reconocerá como miembro, inicie sesión como inicie sesión.
membership-later = También puede hacerlo más tarde, en su cuenta.
account-notice-membership-linked = La membresía se ha vinculado.
account-notice-membership-removed = La membresía se ha quitado.
account-notice-membership-unconfirmed = No se ha podido confirmar la membresía con lo que ha escrito. Si está vinculada con otra cuenta, quítela primero allí.
account-notice-membership-later = La membresía no se puede confirmar en este momento. Inténtelo de nuevo más tarde.

## Número de teléfono
sms-text = { $code } es su código de { $brand }. No se lo dé a nadie.
phone-title = Número de teléfono
phone-lead = Un número suyo, confirmado con un código.
phone-lead-factor = Un número suyo, confirmado con un código. Al iniciar sesión, un código enviado a ese número puede ser su segunda prueba.
phone-none = Ningún número
phone-since = Confirmado
phone-add = Añadir un número de teléfono
phone-change = Cambiar
phone-remove = Quitar
phone-remove-named = Quitar { $number }
phone-consent = Para añadir un número de teléfono, acepte primero su uso en su perfil.
new-phone-lead = Le enviamos un código de seis cifras por SMS.
new-phone-label = Número de móvil
new-phone-hint = Con + y el prefijo del país, o como lo escribe en su país.
new-phone-button = Enviarme un código
phone-problem-number = Escriba un número de teléfono, por ejemplo +34 612 34 56 78.
phone-problem-country = No podemos enviar mensajes a números de este país. Use otro número.
phone-problem-kind = No se pueden enviar mensajes a este número. Use un número de móvil.
phone-problem-unsent = En este momento no se pueden enviar códigos por SMS. Inténtelo de nuevo más tarde.
phone-code-hint =
    { $minutes ->
        [one] El código es válido durante un minuto.
       *[other] El código es válido durante { $minutes } minutos.
    }
phone-wrong-number = ¿Número equivocado?
account-notice-phone-added = Su número de teléfono está confirmado.
account-notice-phone-removed = El número de teléfono se ha quitado.
notice-phone-added = Se ha confirmado un número de teléfono para su cuenta.
notice-phone-removed = Se ha quitado el número de teléfono de su cuenta.
factor-sms-send = Enviarme un código por SMS
factor-sms-hint = Podemos enviar un código a su número que termina en { $ending }.
factor-sms-label = Código del SMS
factor-sms-sent = Hemos enviado seis cifras a su número que termina en { $ending }.
factor-sms-unsent = No se ha podido enviar el código por SMS. Inténtelo de nuevo en un momento o confirme de otra manera.
