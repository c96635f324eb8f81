/** @file More people, objects, places, acts and moods; a line each, as `vocabulary.ts` has them. */
export const peopleAndPlaces = `
boy|Junge||child
girl|Mädchen||child
old person|alter Mensch|grandmother, grandfather|person
couple|Paar||person
family|Familie||person
group of people|Menschengruppe||person
groom|Bräutigam||person
police officer|Polizist||person
soldier|Soldat||person
doctor|Arzt|nurse|person
chef|Koch||person
musician|Musiker|singer|person
dancer|Tänzer|ballerina|person
athlete|Sportler|runner|person
farmer|Bauer||person
fisherman|Fischer||person
cyclist|Radfahrer||person
hand|Hand|fingers
face|Gesicht|portrait
beard|Bart
tattoo|Tätowierung
selfie|Selfie||person
costume|Kostüm|disguise
mask|Maske
uniform|Uniform
wedding dress|Brautkleid||dress
clothes|Kleidung
dress|Kleid|gown|clothes
shirt|Hemd|blouse|clothes
suit|Anzug||clothes
tie|Krawatte|bow tie|clothes
coat|Mantel|jacket|clothes
trousers|Hose|jeans|clothes
skirt|Rock||clothes
sweater|Pullover|jumper|clothes
swimsuit|Badeanzug|bikini|clothes
scarf|Schal||clothes
gloves|Handschuhe||clothes
socks|Socken||clothes
boots|Stiefel||shoe
sneakers|Turnschuhe|trainers|shoe
helmet|Helm||hat
crown|Krone|tiara
sunglasses|Sonnenbrille||glasses
jewellery|Schmuck|necklace, earrings
ring|Ring|wedding ring|jewellery
watch|Armbanduhr|wristwatch|clock
van|Lieferwagen|minibus|vehicle
taxi|Taxi||car
police car|Polizeiauto||car
ambulance|Krankenwagen||vehicle
fire engine|Feuerwehrauto|fire truck|vehicle
racing car|Rennwagen||car
camper van|Wohnmobil|caravan|vehicle
scooter|Motorroller|moped|vehicle
skateboard|Skateboard||vehicle
pram|Kinderwagen|stroller|vehicle
wheelchair|Rollstuhl||vehicle
carriage|Kutsche|horse cart|vehicle
sledge|Schlitten|sled|vehicle
excavator|Bagger|digger, crane|vehicle
steam train|Dampflok|steam locomotive|train
underground train|U-Bahn|subway|train
cable car|Seilbahn|gondola lift|vehicle
ship|Schiff|cruise ship|boat
sailing ship|Segelschiff|tall ship|boat
rowing boat|Ruderboot|kayak|boat
submarine|U-Boot||boat
glider|Segelflugzeug|paraglider|aircraft
rocket|Rakete|spaceship|aircraft
drone|Drohne||aircraft
wheel|Rad|tyre
traffic light|Ampel
road sign|Verkehrsschild|street sign
sign|Schild
poster|Plakat|billboard
graffiti|Graffiti|street art
flag|Fahne|banner
sofa|Sofa|couch|furniture
armchair|Sessel||furniture
bench|Bank||furniture
desk|Schreibtisch||furniture
wardrobe|Kleiderschrank|cupboard|furniture
mirror|Spiegel||furniture
carpet|Teppich|rug|furniture
curtain|Vorhang||furniture
cradle|Wiege|cot|furniture
pillow|Kissen|cushion
blanket|Decke|quilt
bathtub|Badewanne
toilet|Toilette
sink|Waschbecken|wash basin
fridge|Kühlschrank|refrigerator
oven|Herd|stove
washing machine|Waschmaschine
fireplace|Kamin
campfire|Lagerfeuer|bonfire
fire|Feuer|flames
smoke|Rauch
window|Fenster
door|Tür|gate
stairs|Treppe|staircase, ladder
balcony|Balkon|terrace
roof|Dach|chimney
fence|Zaun
wall|Mauer|brick wall
arch|Bogen
column|Säule|pillar
stained glass|Buntglasfenster
painting|Gemälde|picture on a wall
sculpture|Skulptur||statue
photograph|Fotografie|photo album
map|Landkarte
newspaper|Zeitung|magazine
letter|Brief|envelope
document|Dokument|form
receipt|Kassenzettel|bill
ticket|Eintrittskarte
passport|Reisepass|identity card
banknotes|Geldscheine|money
coins|Münzen
screenshot|Bildschirmfoto
whiteboard|Tafel|blackboard
diagram|Diagramm|chart
handwriting|Handschrift|notes
computer|Computer|monitor
keyboard|Tastatur
tablet|Tablet
headphones|Kopfhörer
radio|Radio
microphone|Mikrofon
loudspeaker|Lautsprecher
binoculars|Fernglas|telescope
robot|Roboter
tool|Werkzeug
hammer|Hammer||tool
screwdriver|Schraubenzieher|spanner|tool
saw|Säge||tool
scissors|Schere||tool
shovel|Schaufel|spade|tool
knife|Messer
fork|Gabel|spoon
plate|Teller|dish
bowl|Schüssel
pan|Pfanne|pot
bottle|Flasche
wine glass|Weinglas
basket|Korb
box|Kiste|parcel
bucket|Eimer
vase|Vase
toothbrush|Zahnbürste
medicine|Medikament|pills
pen|Stift|pencil
globe|Globus
dice|Würfel|board game|toy
chess|Schach||toy
playing cards|Spielkarten||toy
building blocks|Bauklötze|toy bricks|toy
jigsaw puzzle|Puzzle||toy
swing|Schaukel||toy
slide|Rutsche||toy
trampoline|Trampolin||toy
flute|Flöte|recorder|instrument
saxophone|Saxophon||instrument
cello|Cello|double bass|instrument
accordion|Akkordeon||instrument
harp|Harfe||instrument
organ|Orgel||instrument
football|Fußball|soccer ball|ball
basketball|Basketball||ball
tennis racket|Tennisschläger
golf club|Golfschläger
surfboard|Surfbrett
skis|Ski|snowboard
bow and arrow|Pfeil und Bogen
trophy|Pokal|medal
fishing rod|Angelrute
hammock|Hängematte
deck chair|Liegestuhl|sun lounger|furniture
sandcastle|Sandburg
lantern|Laterne|street lamp|lamp
fairy lights|Lichterkette
Christmas decorations|Weihnachtsschmuck
advent wreath|Adventskranz
Easter eggs|Ostereier
Halloween pumpkin|Halloweenkürbis|jack-o'-lantern|pumpkin
confetti|Konfetti
cross|Kreuz
grave|Grab|cemetery, graveyard|outdoors
mosque|Moschee||building
synagogue|Synagoge||building
cathedral|Dom|basilica|church
chapel|Kapelle||church
monastery|Kloster||building
pagoda|Pagode||temple
pyramid|Pyramide||building
palace|Palast||building
town hall|Rathaus||building
opera house|Opernhaus||building
hospital|Krankenhaus||building
factory|Fabrik||building
power plant|Kraftwerk||building
wind turbine|Windrad
solar panels|Solarzellen
hut|Hütte|log cabin|building
shed|Schuppen||building
greenhouse|Gewächshaus||building
treehouse|Baumhaus||building
half-timbered house|Fachwerkhaus||house
apartment block|Wohnblock||building
construction site|Baustelle|scaffolding|outdoors
dam|Staudamm||building
pier|Pier|jetty|outdoors
aqueduct|Aquädukt||bridge
tunnel|Tunnel
dining room|Esszimmer||indoors
nursery|Kinderzimmer||indoors
corridor|Flur|hallway|indoors
attic|Dachboden||indoors
cellar|Keller|basement|indoors
garage|Garage||indoors
workshop|Werkstatt||indoors
library|Bibliothek||indoors
shop|Geschäft|supermarket|indoors
cafe|Café|coffee shop|indoors
bar|Kneipe|pub|indoors
hotel room|Hotelzimmer||indoors
theatre|Theater|stage|indoors
cinema|Kino||indoors
gym|Turnhalle|fitness room|indoors
church interior|Kirchenraum||indoors
laboratory|Labor||indoors
aquarium|Aquarium||indoors
lift|Aufzug|elevator|indoors
waiting room|Wartezimmer||indoors
swimming pool|Schwimmbad|pool
zoo|Zoo||outdoors
park|Park||outdoors
market|Markt|market stall|outdoors
town square|Marktplatz|plaza|city
alley|Gasse|narrow street|city
skyline|Skyline||city
village|Dorf||outdoors
car park|Parkplatz|parking lot|outdoors
petrol station|Tankstelle|gas station|outdoors
bus stop|Bushaltestelle||outdoors
campsite|Campingplatz||outdoors
fairground|Rummelplatz|funfair|outdoors
Ferris wheel|Riesenrad
roller coaster|Achterbahn
carousel|Karussell|merry-go-round
Christmas market|Weihnachtsmarkt||market
stadium stands|Tribüne||outdoors
golf course|Golfplatz||outdoors
tennis court|Tennisplatz||outdoors
ski slope|Skipiste||outdoors
ice rink|Eisbahn||outdoors
footpath|Wanderweg|trail|outdoors
meadow|Wiese|grassland|landscape
wheat field|Weizenfeld|crops|landscape
hill|Hügel||landscape
valley|Tal||landscape
canyon|Schlucht|gorge|landscape
cliff|Klippe|rocks|landscape
volcano|Vulkan||landscape
glacier|Gletscher|iceberg|landscape
sea|Meer|ocean|landscape
waves|Wellen|surf
coast|Küste|coastline|landscape
pond|Teich||landscape
stream|Bach|creek|landscape
swamp|Sumpf|marsh|landscape
jungle|Dschungel|rainforest|forest
orchard|Obstgarten||landscape
rice terraces|Reisterrassen||landscape
snowy landscape|Schneelandschaft|snow cover|landscape
underwater|Unterwasser
sky|Himmel|blue sky
clouds|Wolken|cloudy sky|weather
thunderstorm|Gewitter|storm|weather
ice|Eisfläche|icicles|weather
puddle|Pfütze
reflection|Spiegelung
shadow|Schatten
silhouette|Silhouette
moon|Mond|full moon
stars|Sterne|Milky Way
northern lights|Polarlicht|aurora
sunrise|Sonnenaufgang|dawn
autumn|Herbst|autumn leaves
aerial view|Luftbild
close-up|Nahaufnahme|macro photo
black and white photo|Schwarzweißfoto
party|Party|celebration
Christmas|Weihnachten
carnival|Karneval|parade
graduation|Abschlussfeier
baptism|Taufe|christening
funeral|Beerdigung
demonstration|Demonstration|protest
ceremony|Zeremonie
conference|Konferenz|meeting
running|Laufen|jogging
cycling|Radfahren
riding|Reiten|horse riding
sailing|Segeln
rowing|Rudern|paddling
diving|Tauchen|snorkelling
ice skating|Schlittschuhlaufen
sledging|Rodeln|tobogganing
gymnastics|Turnen|yoga
camping|Zelten
gardening|Gartenarbeit
reading|Lesen
writing|Schreiben
eating|Essen gehen|having a meal
drinking|Trinken
sleeping|Schlafen
singing|Singen
playing|Spielen
playing music|Musizieren
hugging|Umarmung|embrace
kissing|Küssen
laughing|Lachen|smiling
crying|Weinen
jumping|Springen
walking|Spaziergang|stroll
shopping|Einkaufen
working|Arbeiten
painting a picture|Malen|drawing
taking photos|Fotografieren
playing football|Fußballspielen
playing tennis|Tennisspielen
basketball game|Basketballspiel
horse race|Pferderennen
car race|Autorennen
romantic mood|Romantik
festive mood|Festlichkeit
gloomy mood|Düsterkeit
dramatic mood|Dramatik
cosy mood|Gemütlichkeit
busy mood|Trubel
mysterious mood|Geheimnis
`
