/** @file From a scene's subjects to SVG: each figure with its paints, its outline and its shadow. */
import * as living from './draw-people-and-animals.ts'
import * as things from './draw-things.ts'
import * as built from './draw-vehicles-and-buildings.ts'
import { inkOf, type Ink } from './ink.ts'
import { createRandom, mix } from './random.ts'
import type { Figure, Scene, SceneSubject } from './scene.ts'
import { oval, short } from './shapes.ts'
import { wordsOfSubject, type Subject } from './vocabulary.ts'

const drawings: Record<Subject, (ink: Ink) => string> = {
  man: living.drawMan,
  woman: living.drawWoman,
  child: living.drawChild,
  dog: living.drawDog,
  cat: living.drawCat,
  horse: living.drawHorse,
  cow: living.drawCow,
  sheep: living.drawSheep,
  pig: living.drawPig,
  rabbit: living.drawRabbit,
  duck: living.drawDuck,
  elephant: living.drawElephant,
  giraffe: living.drawGiraffe,
  bear: living.drawBear,
  penguin: living.drawPenguin,
  turtle: living.drawTurtle,
  bird: living.drawBird,
  butterfly: living.drawButterfly,
  car: built.drawCar,
  bus: built.drawBus,
  truck: built.drawTruck,
  tractor: built.drawTractor,
  bicycle: built.drawBicycle,
  boat: built.drawBoat,
  airplane: built.drawAirplane,
  hotAirBalloon: built.drawHotAirBalloon,
  kite: things.drawKite,
  ball: things.drawBall,
  cake: things.drawCake,
  umbrella: things.drawUmbrella,
  tent: built.drawTent,
  chair: things.drawChair,
  lamp: things.drawLamp,
  guitar: things.drawGuitar,
  backpack: things.drawBackpack,
  suitcase: things.drawSuitcase,
  cup: things.drawCup,
  book: things.drawBook,
  balloon: things.drawBalloon,
  gift: things.drawGift,
  apple: things.drawApple,
  pumpkin: things.drawPumpkin,
  snowman: built.drawSnowman,
  tree: built.drawTree,
  flowers: built.drawFlowers,
  house: built.drawHouse,
  cactus: built.drawCactus,
  windmill: built.drawWindmill,
}

/** Width of the outline, in hundredths of a figure's height. */
const outlineWidth = 1.5

function drawShadow(figure: Figure, subject: SceneSubject): string {
  const words = wordsOfSubject(subject.kind)
  if (words.flies === true || words.where === 'water') return ''
  const width = words.aspect * figure.height * 0.55
  return oval(
    figure.x + width * 0.12,
    figure.y,
    [width, Math.max(5, figure.height * 0.045)],
    '#1a1a28',
    'opacity="0.32"',
  )
}

function drawFigure(figure: Figure, subject: SceneSubject, ink: Ink, line: string): string {
  const scale = figure.height / 100
  const place = `translate(${short(figure.x)},${short(figure.y)}) scale(${(figure.flipped ? -scale : scale).toFixed(3)},${scale.toFixed(3)})`
  const outline = `stroke="${line}" stroke-opacity="0.75" stroke-width="${outlineWidth}" stroke-linejoin="round"`
  return `${drawShadow(figure, subject)}<g transform="${place}" ${outline}>${drawings[subject.kind](ink)}</g>`
}

/** All figures of a scene, the far ones first, as one SVG group. */
export function drawSubjects(scene: Scene): string {
  const isOutdoorNight = scene.time === 'night' && scene.weather !== undefined
  const figures = scene.subjects.flatMap((subject, index) => {
    const random = createRandom(mix(scene.seed, 71, index))
    const ink = inkOf(subject.colour, random)
    const line = isOutdoorNight && subject.colour === 'black' ? '#b4bad0' : '#221c28'
    return subject.figures.map((figure) => ({ figure, svg: drawFigure(figure, subject, ink, line) }))
  })
  figures.sort((a, b) => a.figure.y - b.figure.y)
  return figures.map(({ svg }) => svg).join('')
}
