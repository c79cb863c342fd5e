/**
 * What is tried first, without the figures and signs that people put around it (`passwords.ts` takes those off):
 * the commonest words of leaked lists in English and Spanish. Written without accents.
 */
const words = `
abc abcd abcde abcdef abcdefg access account adidas admin adminadmin administrador administrator adrian aeiou agustin alejandra alejandro alexander
alexandra alicia alina amanda amigo amigos amistad amor amorcito amordemivida andrea andres angel angela angelito angels animal anthony
antonio apple argentina arsenal asdf asdfasdf asdfg asdfgh asdfghjk asdfghjkl ashley asshole atletico austin babygirl badboy bailey banana
barcelona barcelonafc baseball basketball batman beatriz bienvenida bienvenido bienvenidos bigdaddy blanca blink bonita boomer boston brandon brasil
brooklyn buenosdias buster butterfly cachorro california camila campeon canada caramelo caricia carlos carmen carolina casa casablanca catalina
cesar champion changeme charlie chelsea chicago chicken chocolate chocolatee cielo claudia clave claveclave colombia compaq computadora
computer contrasena contrasenacontrasena contrasenya contrasenia cookie corazon corazones corvette cowboys cristal cristian cristiano cristina crystal
dallas daniel daniela david default demo demodemo desarrollo destiny diablo diamond diana diego dios diosesamor diosmio doctor dolphin
dragon dragonball dragones eagles eduardo elefante elephant elizabeth emmanuel enamorada enamorado enter escorpio escuela espana esperanza
estrella estrellas estrellita estudiante everton familia fatima felicidad felipe fernanda fernando ferrari fender fifa flores florida flower
football formula fortnite forever francisco freddy freedom friend friends fuckme fuckoff fuckyou futbol gabriel gabriela gandalf garfield
gatito gatitos genesis george ginger golden golfer gonzalo google grandma guadalajara guadalupe guest guillermo guitarra gustavo guitar
hacker hammer hannah happy harley harrypotter heather hello helloworld hellokitty hermosa hermoso heslo hockey hola holahola holamundo hospital
hotmail hunter iceman iglesia iloveyou iloveyoubaby iloveyousomuch imperio independiente informatica inicio instagram internet invierno invitado
isabel isabella ivan jackson jaguar jasmine javier jennifer jessica jesus jesucristo jesusteama joaquin johnny jordan jorge jose joseantonio
joseluis joseph joshua juanito juancarlos julian juliana julieta junior justin juventus karina karla killer killerkiller kimberly kitty knight
laura lauralaura lauren learning leonardo leticia letmein letmeinnow liberty linda liverpool login lorena lorenzo losangeles love lovely
loveme lovers loveyou lucas lucia lucky luis luna madrid madridista magic manager manchester manchesterunited manolo manuel marcela marcelo
margarita maria mariajose mariana mariposa mariposas marina mario marlboro marley martin martina martinez master masterkey matrix mateo matthew
maverick maximiliano maxwell melissa mercedes merlin mexico michael michelle mickey miguel miguelangel minecraft miamor mierda miranda mivida
mobile monica monkey monkeys monster montana morena morgan mother motorola muneca mustang muchacha mundial music musica mypassword myspace
nacional naruto natalia natalie natasha navidad newyork nicolas nicole ninja nintendo nirvana nissan nothing november oliver olivia orange orlando
pablo paloma pamela pantera papito paradise paris pass passion passpass passw passwd password passwordpassword passwort patricia patricio patrick
paulina peanut pelota pepito pepper perfecto perrito perro pikachu player please pokemon police poohbear portugal porsche precious preciosa
princesa princesita princess prueba pruebaprueba pumpkin purple qazwsx qazwsxedc qweasd qweasdzxc qwer qwert qwerty qwertyqwerty qwertyui qwertyuiop
rainbow ranger raquel real realmadrid rebeca rebecca rebelde redsox ricardo richard riverplate roberto robert rocknroll rodrigo rolando ronaldo root
rosario rosebud rosita salvador samantha samsung samurai sandra santiago santos sarah scooter sebastian secreta secreto secret secretsecret senha
sergio servidor server servus shadow shalom shannon sharon silver simba simple sistema sistemas skywalker slayer slipknot smokey snoopy soccer sofia
soledad spiderman spring starwars steelers stella stephanie student suerte summer sunflower sunshine superman superstar susana sweet sweetheart
sweety system taylor teacher teamo teamomucho teamoteamo teamoporsiempre telefono temporal tennessee tequiero tequieromucho teresa tertulia test
tester testing testtest thomas thunder tigger tiger tigres tinkerbell toledo toyota travis trustno trustme tucker tweety twitter unicornio universidad
university usuario vacaciones valentina valeria vanessa vegeta venezuela verano veronica victor victoria vikings virginia vladimir voyager walter
warcraft warrior welcome welcomehome whatever william willow windows winner winter wizard wolverine wonderful xavier ximena yamaha yankees yolanda
yomismo zaragoza zapato zaq zxcvbn zxcvbnm
`;

export const commonPasswords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
