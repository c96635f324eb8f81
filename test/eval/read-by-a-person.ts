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
