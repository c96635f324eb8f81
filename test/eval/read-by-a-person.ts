/**
 * @file What a person reads in the evaluation's pictures beside the words that their truth asks for: a line that says
 * it is right, though nobody asked.
 */
const also: Readonly<Record<string, string>> = {
  '../captioned/coco-cc/images/000000231460.jpg': 'NOIR 147-129',
  '../captioned/coco-cc/images/000000379349.jpg':
    "EMERGENCY USE ONLY. ALARM WILL SOUND IF DOOR IS OPENED Serta So comfortable, you'll never have to count these guys again.",
  's01_plain.jpg': 'BRANDYWINE RIVER MUSEUM CHADDS FORD, PENNSYLVANIA',
  's10_rot_minus35.jpg': 'WELCOME TO ARDNAMURCHAN POINT VISITOR CENTRE',
  's16_small_in_12mp.jpg':
    'Birthday Cake White Birthday Cake Choco Cherry Pie Bed Cream Soda and HotCake Donut Cushion Mushroom Chair Dispenser Coaster Egg Burger Sofa',
}

export function readByAPerson(name: string): string {
  return Object.hasOwn(also, name) ? (also[name] ?? '') : ''
}

/**
 * What a person reads in the ordinary photos of the shared library, where anything was read with confidence (November
 * 2026, crop by crop). Every other photo there has no words that matter, and whatever is read in it is invented.
 */
const inOrdinaryPhotos: Readonly<Record<string, string>> = {
  '000000000790.jpg': 'BRANDYWINE RIVER MUSEUM CHADDS FORD, PENNSYLVANIA',
  '000000107438.jpg': 'WELCOME TO ARDNAMURCHAN POINT VISITOR CENTRE',
  '000000114174.jpg':
    'Birthday Cake White 10prim 7pose Mushroom Chair Coaster each 1prim Dispenser & Cream Soda HotCake PartyGoods',
  '000000121647.jpg': 'Dreamers of the Day $36.99',
  '000000129648.jpg': 'POSITIVELY Wellington OAK',
  '000000160012.jpg': 'ZULIA',
  '000000161044.jpg': 'Photographed By William Murphy (Infomatique)',
  '000000174632.jpg': 'A+D=C C+B=',
  '000000183709.jpg': 'Linate NOVARA PIACENZA PAVIA',
  '000000189775.jpg': 'esurance dailynews. LIVE PLANET Daily',
  '000000205401.jpg': 'N23456',
  '000000215778.jpg': 'DELL Ai Ps Fl',
  '000000231460.jpg': 'Gehwegschaden 147-129 NOIR ISTANBUL GRILL Potsdamer Straße',
  '000000252332.jpg': 'STOP',
  // "GRIMBERGEN" stands there in a mirror.
  '000000338905.jpg': 'SMAKELIJK',
  '000000361919.jpg': 'erdgas',
  '000000369771.jpg': 'Bento #297',
  '000000379349.jpg':
    "EMERGENCY USE ONLY. ALARM WILL SOUND IF DOOR IS OPENED Serta 499 Make yourself comfortable! So comfortable, you'll never have to count these guys again.",
  '000000408805.jpg':
    'DRY CHEMICAL A:B (E) CLASS TO BE USED FOR PAPER, WOOD, TEXTILE, OIL, LIQUID AND ELECTRICAL FIRES',
  '000000423617.jpg': '160 180 SHC7034X',
  '000000433998.jpg': 'MIN TOR SEA OAK BOS CWS DET GARCIA POWER OUTS 43 6 2',
  '000000460229.jpg': 'STOP',
  '000000463690.jpg': 'Quality & Value for Everyone mamasandpapas.com',
  '000000475678.jpg': 'The hotel is being refurbished',
  '000000476704.jpg': '18 1109 SOLANO Nails 1188645 www.actransit.org Big Sav',
  '000000519208.jpg': '200',
  '000000525891.jpg': 'STOP',
  '000000551780.jpg': 'HU',
  '000000553664.jpg': 'uncase Learn Anywhere.',
  '000000568290.jpg': 'Qbuzz',
  '000000577932.jpg': 'DOT CAFE INTERNET',
}

export function inOrdinaryPhoto(name: string): string {
  return Object.hasOwn(inOrdinaryPhotos, name) ? (inOrdinaryPhotos[name] ?? '') : ''
}
