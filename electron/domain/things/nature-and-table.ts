/** @file More animals, plants and what is eaten and drunk; a line each, as `vocabulary.ts` has them. */
export const natureAndTable = `
mouse|Maus||wild animal
rat|Ratte||wild animal
hare|Feldhase||wild animal
badger|Dachs||wild animal
beaver|Biber||wild animal
otter|Otter||wild animal
raccoon|Waschbär||wild animal
bat|Fledermaus||wild animal
boar|Wildschwein||wild animal
moose|Elch||wild animal
bison|Bison||wild animal
buffalo|Büffel||wild animal
antelope|Antilope||wild animal
hippopotamus|Nilpferd|hippo|wild animal
rhinoceros|Nashorn|rhino|wild animal
gorilla|Gorilla||monkey
chimpanzee|Schimpanse||monkey
panda|Panda||bear
polar bear|Eisbär||bear
koala|Koala||wild animal
sloth|Faultier||wild animal
llama|Lama|alpaca|farm animal
crocodile|Krokodil|alligator|wild animal
meerkat|Erdmännchen||wild animal
sea lion|Seelöwe||seal
walrus|Walross||seal
guinea pig|Meerschweinchen||pet
crab|Krabbe|lobster|animal
octopus|Krake|squid|animal
jellyfish|Qualle||animal
starfish|Seestern||animal
seashell|Muschel|shell|animal
snail|Schnecke|slug|animal
coral reef|Korallenriff||landscape
goldfish|Goldfisch||fish
salmon|Lachs||fish
ray fish|Rochen|stingray|fish
toad|Kröte||frog
dinosaur|Dinosaurier||animal
sparrow|Spatz||bird
robin|Rotkehlchen||bird
crow|Krähe|raven|bird
pigeon|Taube|dove|bird
peacock|Pfau||bird
ostrich|Strauß||bird
flamingo|Flamingo||bird
stork|Storch||bird
heron|Reiher||bird
pelican|Pelikan||bird
turkey|Truthahn||bird
woodpecker|Specht||bird
hummingbird|Kolibri||bird
falcon|Falke|hawk|bird
vulture|Geier||bird
kingfisher|Eisvogel||bird
cockatoo|Kakadu|parakeet, budgie|bird
ant|Ameise||insect
beetle|Käfer||insect
fly|Fliege|mosquito|insect
wasp|Wespe|hornet|insect
grasshopper|Heuschrecke|cricket|insect
caterpillar|Raupe||insect
moth|Nachtfalter||insect
animal tracks|Tierspuren|paw prints
bird nest|Vogelnest|nest
grass|Gras|lawn|plant
leaf|Blatt|leaves, foliage|plant
bush|Busch|shrub, hedge|plant
fern|Farn||plant
moss|Moos||plant
ivy|Efeu||plant
bamboo|Bambus||plant
houseplant|Zimmerpflanze|potted plant|plant
vine|Rebe||plant
oak|Eiche||tree
birch|Birke||tree
fir tree|Tanne|pine tree, spruce|tree
willow|Weide||tree
olive tree|Olivenbaum||tree
blossom|Blüte|cherry blossom|flowers
daisy|Gänseblümchen|marguerite|flowers
orchid|Orchidee||flowers
lily|Lilie|water lily|flowers
lavender|Lavendel||flowers
poppy|Mohn||flowers
dandelion|Löwenzahn||flowers
hydrangea|Hortensie||flowers
iris flower|Schwertlilie||flowers
pear|Birne||fruit
cherry|Kirsche||fruit
peach|Pfirsich|apricot|fruit
plum|Pflaume||fruit
lemon|Zitrone|lime|fruit
pineapple|Ananas||fruit
mango|Mango||fruit
watermelon|Wassermelone|melon|fruit
coconut|Kokosnuss||fruit
kiwi|Kiwi||fruit
blueberry|Heidelbeere||fruit
raspberry|Himbeere|blackberry|fruit
avocado|Avocado||fruit
potato|Kartoffel||vegetable
onion|Zwiebel|garlic|vegetable
cucumber|Gurke||vegetable
bell pepper|Paprika|chili pepper|vegetable
corn|Mais|maize|vegetable
cabbage|Kohl|cauliflower, broccoli|vegetable
lettuce|Kopfsalat|spinach|vegetable
aubergine|Aubergine|eggplant|vegetable
beans|Bohnen|peas|vegetable
asparagus|Spargel||vegetable
egg|Ei|fried eggs|food
meat|Fleisch|steak|food
sausage|Wurst|hot dog|food
hamburger|Hamburger|burger|food
chips|Pommes frites|french fries|food
pasta|Nudeln|spaghetti, noodles|food
rice|Reis||food
sandwich|Sandwich|toast|food
pancakes|Pfannkuchen|waffles|food
croissant|Croissant|pastry|food
pretzel|Brezel||food
doughnut|Krapfen|donut|food
biscuits|Kekse|cookies|food
chocolate|Schokolade||food
sweets|Süßigkeiten|candy, lollipop|food
pie|Pastete|tart|food
cupcake|Törtchen|muffin|cake
wedding cake|Hochzeitstorte||cake
seafood|Meeresfrüchte|oysters, shrimp|food
curry|Curry||food
barbecue|Grillen|grill|cooking
nuts|Nüsse|almonds|food
honey|Honig|jam|food
breakfast|Frühstück|brunch|food
picnic|Picknick||outdoors
buffet|Buffet||food
tea|Tee||drink
juice|Saft|lemonade|drink
cocktail|Cocktail||drink
milk|Milch||drink
champagne|Sekt|sparkling wine|drink
glass of water|Wasserglas||drink
`
