/**
 * @file Things, scenes, acts and moods that a photo may show. A line each: name, German name, then where there are any
 * synonyms (by comma) and what it is a kind of. A name that others have as their parent is one as well.
 */
import { natureAndTable } from './nature-and-table.ts'
import { peopleAndPlaces } from './people-and-places.ts'

const lines = `
animal|Tier
pet|Haustier||animal
dog|Hund|puppy, hound|pet
cat|Katze|kitten|pet
rabbit|Kaninchen|bunny|pet
hamster|Hamster||pet
farm animal|Nutztier||animal
horse|Pferd|pony|farm animal
cow|Kuh||farm animal
sheep|Schaf|lamb|farm animal
pig|Schwein|piglet|farm animal
goat|Ziege||farm animal
donkey|Esel||farm animal
chicken|Huhn|hen, rooster|bird
wild animal|Wildtier||animal
wolf|Wolf||wild animal
fox|Fuchs||wild animal
deer|Hirsch|stag|wild animal
squirrel|Eichhörnchen||wild animal
hedgehog|Igel||wild animal
elephant|Elefant||wild animal
giraffe|Giraffe||wild animal
lion|Löwe||wild animal
tiger|Tiger||wild animal
leopard|Leopard||wild animal
zebra|Zebra||wild animal
monkey|Affe||wild animal
bear|Bär||wild animal
camel|Kamel||wild animal
kangaroo|Känguru||wild animal
dolphin|Delfin||wild animal
whale|Wal||wild animal
seal|Robbe||wild animal
turtle|Schildkröte|tortoise|wild animal
snake|Schlange||wild animal
lizard|Eidechse||wild animal
frog|Frosch||wild animal
fish|Fisch||animal
shark|Hai||fish
bird|Vogel|songbird|animal
duck|Ente|duckling|bird
penguin|Pinguin||bird
goose|Gans||bird
swan|Schwan||bird
owl|Eule||bird
eagle|Adler||bird
parrot|Papagei||bird
seagull|Möwe||bird
insect|Insekt||animal
butterfly|Schmetterling||insect
bee|Biene||insect
ladybird|Marienkäfer|ladybug|insect
dragonfly|Libelle||insect
spider|Spinne||animal
person|Mensch
man|Mann|guy|person
woman|Frau|lady|person
child|Kind|kid|person
baby|Baby||person
crowd|Menschenmenge||person
bride|Braut||person
vehicle|Fahrzeug
car|Auto|automobile|vehicle
bus|Bus|coach|vehicle
truck|Lastwagen|lorry|vehicle
tractor|Traktor||vehicle
bicycle|Fahrrad|bike|vehicle
motorcycle|Motorrad||vehicle
train|Zug||vehicle
tram|Straßenbahn||vehicle
boat|Boot|sailboat|vehicle
ferry|Fähre||boat
canoe|Kanu||boat
aircraft|Luftfahrzeug||vehicle
airplane|Flugzeug|aeroplane|aircraft
helicopter|Hubschrauber||aircraft
hot air balloon|Heißluftballon||aircraft
toy|Spielzeug
kite|Drachen||toy
ball|Ball||toy
party balloon|Luftballon||toy
teddy bear|Teddybär||toy
doll|Puppe||toy
food|Essen
cake|Kuchen|birthday cake|food
bread|Brot||food
pizza|Pizza||food
soup|Suppe||food
salad|Salat||food
cheese|Käse||food
sushi|Sushi||food
ice cream|Eis||food
fruit|Obst||food
apple|Apfel||fruit
banana|Banane||fruit
orange|Orange||fruit
strawberry|Erdbeere||fruit
grapes|Weintrauben||fruit
vegetable|Gemüse||food
pumpkin|Kürbis||vegetable
tomato|Tomate||vegetable
carrot|Karotte||vegetable
mushroom|Pilz||plant
drink|Getränk
coffee|Kaffee||drink
beer|Bier||drink
wine|Wein||drink
furniture|Möbel
chair|Stuhl|seat|furniture
lamp|Lampe||furniture
table|Tisch||furniture
bed|Bett||furniture
bookshelf|Bücherregal||furniture
instrument|Musikinstrument
guitar|Gitarre||instrument
piano|Klavier||instrument
violin|Geige||instrument
drums|Schlagzeug||instrument
trumpet|Trompete||instrument
bag|Tasche
backpack|Rucksack|rucksack|bag
suitcase|Koffer||bag
handbag|Handtasche||bag
cup|Tasse|mug
book|Buch
gift|Geschenk|present
umbrella|Regenschirm|parasol
tent|Zelt
snowman|Schneemann
clock|Uhr
telephone|Telefon
laptop|Laptop
camera|Fotoapparat
television|Fernseher
glasses|Brille
hat|Hut
shoe|Schuh
candle|Kerze
key|Schlüssel
plant|Pflanze
tree|Baum||plant
flowers|Blumen|bouquet, bunch of flowers|plant
cactus|Kaktus||plant
palm tree|Palme||tree
Christmas tree|Weihnachtsbaum||tree
sunflower|Sonnenblume||flowers
rose|Rose||flowers
tulip|Tulpe||flowers
building|Gebäude
house|Haus|cottage|building
windmill|Windmühle||building
church|Kirche||building
castle|Burg||building
tower|Turm||building
skyscraper|Wolkenkratzer||building
lighthouse|Leuchtturm||building
bridge|Brücke||building
temple|Tempel||building
ruin|Ruine||building
fountain|Brunnen
statue|Statue
indoors|Innenraum
kitchen|Küche||indoors
living room|Wohnzimmer|lounge|indoors
classroom|Klassenzimmer|school|indoors
bedroom|Schlafzimmer||indoors
bathroom|Badezimmer||indoors
museum|Museum||indoors
restaurant|Restaurant||indoors
office|Büro||indoors
outdoors|Draußen
landscape|Landschaft||outdoors
beach|Strand|shore, seaside|landscape
forest|Wald|woods, woodland|landscape
mountain|Berg|snowy peaks, alps|landscape
desert|Wüste|sand dunes|landscape
lake|See|lakeside|landscape
river|Fluss||landscape
waterfall|Wasserfall||landscape
island|Insel||landscape
cave|Höhle||landscape
vineyard|Weinberg||landscape
city|Stadt|city street, town|outdoors
sports field|Sportplatz|football pitch, stadium|outdoors
garden|Garten|backyard|outdoors
harbour|Hafen|port, docks|outdoors
road|Straße|country road, highway|outdoors
farm|Bauernhof|farmyard, barn|outdoors
playground|Spielplatz||outdoors
airport|Flughafen||outdoors
railway station|Bahnhof||outdoors
sunset|Sonnenuntergang|dusk
night|Nacht|night sky
daylight|Tageslicht|daytime
weather|Wetter
rain|Regen|rainy weather|weather
falling snow|Schneefall|snowfall, snowy weather|weather
fog|Nebel|mist, foggy weather|weather
rainbow|Regenbogen||weather
lightning|Blitz||weather
fireworks|Feuerwerk
wedding|Hochzeit
birthday party|Geburtstagsfeier
concert|Konzert
swimming|Schwimmen
skiing|Skifahren
hiking|Wandern
dancing|Tanzen
cooking|Kochen
fishing|Angeln
climbing|Klettern
surfing|Surfen
football match|Fußballspiel
joyful mood|Fröhlichkeit
lonely mood|Einsamkeit
peaceful mood|Stille
`

export interface Thing {
  /** English, lower case but for proper names: what it is known by everywhere. */
  readonly name: string
  readonly german: string
  readonly synonyms: readonly string[]
  readonly parent: string | undefined
}

export const things: readonly Thing[] = [lines, natureAndTable, peopleAndPlaces]
  .flatMap((each) => each.trim().split('\n'))
  .map((line) => {
    const [name = '', german = '', synonyms = '', parent] = line.split('|')
    return { name, german, synonyms: synonyms === '' ? [] : synonyms.split(', '), parent }
  })

const parentOf = new Map(things.map(({ name, parent }) => [name, parent]))

/** What a thing is a kind of, the nearest first: a dog is a pet and an animal. */
export function kindsOf(name: string): readonly string[] {
  const parent = parentOf.get(name)
  return parent === undefined ? [] : [parent, ...kindsOf(parent)]
}

/** Another text for another vocabulary: what was found by one is not what the other finds. FNV-1a, 32 bits. */
export function markOf(vocabulary: readonly Thing[]): string {
  const text = JSON.stringify(vocabulary)
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash.toString(16)
}
