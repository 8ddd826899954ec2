overview-title = Sus datos
overview-greeting = Hola, { $name }
overview-lead = Esto es todo lo que sabemos de usted. Lo guardamos en su región de origen ({ $home }); más abajo verá quién más ha recibido qué.
sign-out = Cerrar sesión
sign-in = Iniciar sesión

consents-title = Qué podemos hacer con ellos
consents-lead = Usted decide. Los cambios se aplican al instante, también a lo que ya está en camino.
state-allowed = Permitido
state-not-allowed = No permitido
state-undecided = No permitido: todavía no ha decidido
state-needed = Necesario para lo que ha pedido
state-not-objected = Permitido mientras no se oponga
basis-consent = Solo con su consentimiento.
basis-contract = Necesario para nuestro contrato con usted.
basis-legal-obligation = Lo exige la ley.
basis-legitimate-interest = Nuestro interés legítimo; puede oponerse.
decided-on = Decidido el
covers = Incluye: { $attributes }.
give = Permitir
give-for = Permitir: { $purpose }
withdraw = Retirar
withdraw-for = Retirar: { $purpose }
object = Oponerme
object-for = Oponerme a: { $purpose }
done-given = Gracias. «{ $purpose }» ya está permitido.
done-withdrawn = Hecho. «{ $purpose }» ya no está permitido y no se envía nada más con este fin.

known-title = Lo que sabemos de usted
known-lead = Cada dato, de dónde viene, para qué sirve y desde cuándo.
known-other = { $source } indica: { $value } (no se utiliza)
happened-title = Lo que ha ocurrido
happened-all =
    { $count ->
        [0] Nada todavía.
        [one] Un evento en total.
       *[other] { $count } eventos en total.
    }
happened-latest = Los últimos { $shown } de { $all } eventos.
happened-details = Detalles
known-nothing = Nada todavía.
known-what = Qué
known-value = Valor
known-source = Origen
known-purpose = Finalidad
known-when = Fecha
source-registration = Usted, al registrarse
source-sign-in = Usted, al iniciar sesión
source-verified-phone = Usted, mediante un código enviado a su teléfono
purpose-account = Su cuenta
yes = Sí
no = No
moment = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
 } de { $year }, { $clock } ({ $zone })
time-zone-label = Horas indicadas para
time-zone-change = Cambiar

recipients-title = Quién los ha recibido
recipients-lead = Los sistemas a los que se enviaron sus datos, porque usted o la ley lo permiten. Guardamos quién, qué tipo de datos y cuándo, pero no su contenido.
recipients-nobody = Nadie todavía.
recipients-unavailable = Esta parte no está disponible en este momento. Vuelva a cargar la página dentro de un instante.
recipients-who = Destinatario
recipients-where = Se tratan en: { $place }
recipients-gone = Ya no recibe nada
recipients-events = Con lo que ha ocurrido: { $events }
recipients-often =
    { $count ->
        [one] Una vez
       *[other] { $count } veces
    }
recipients-first = Primera vez:
recipients-last = Última vez:

export-section = Su copia
export-lead = Puede llevarse una copia de todo lo que hay aquí en un archivo que los programas pueden leer (JSON). También contiene sus dispositivos, sus formas de iniciar sesión y las condiciones que ha aceptado, pero ninguna contraseña.
export-data = Descargar mis datos

delete-section = Darse de baja
delete-lead = Puede borrar su cuenta y todo lo que sabemos de usted en cualquier momento.
delete-account = Borrar mi cuenta
delete-title = ¿Borrar su cuenta?
delete-what = Borraremos de inmediato y para siempre:
delete-profile = su perfil y todo lo relacionado con él;
delete-sign-in = su acceso, en todos los dispositivos;
delete-decisions = sus decisiones de consentimiento (solo queda un número que no dice nada de usted, para que se pueda comprobar el registro de los demás).
delete-final = Esta acción no se puede deshacer.
delete-confirm = Borrar todo
delete-keep = Conservar mi cuenta
deleted-title = Su cuenta está borrada
deleted-text = No queda nada de lo que sabíamos de usted y ya no se envía nada a nadie. Puede cerrar esta página.
deleting-title = Su cuenta se está borrando
deleting-text = Ha cerrado la sesión y no se guarda nada nuevo. Una parte de nuestro sistema todavía no ha respondido: el resto se borrará en cuanto lo haga, sin que tenga que hacer nada.

signed-out-title = Ha cerrado la sesión
signed-out-text = Hasta pronto.

sign-in-refused-title = No ha funcionado
sign-in-refused-text = El inicio de sesión no se terminó a tiempo o se empezó en otra ventana. Sus datos no han cambiado.
sign-in-refused-action = Volver a iniciar sesión
sign-in-cancelled-title = No ha iniciado sesión
sign-in-cancelled-text = Para ver y cambiar sus datos, inicie sesión.
sign-in-cancelled-action = Iniciar sesión
form-expired-title = Inténtelo de nuevo, por favor
form-expired-text = Esta página ha estado abierta demasiado tiempo, o la petición no procedía de ella. No se ha cambiado nada.
form-expired-action = Volver a sus datos
broken-title = Algo ha fallado por nuestra parte
broken-text = No es culpa suya y nada ha quedado cambiado a medias. Inténtelo de nuevo dentro de un momento.
broken-action = Intentarlo de nuevo
not-found-title = Esta página no existe
not-found-text = Quizá la dirección esté mal escrita.
not-found-action = Volver a sus datos
