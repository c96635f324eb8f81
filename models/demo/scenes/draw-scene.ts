/** @file From a scene to one SVG document: sky, place, mist, figures, weather. */
import { drawClassroom, drawKitchen, drawLivingRoom } from './draw-indoors.ts'
import * as outdoors from './draw-outdoors.ts'
import { drawAir, drawBackgroundLight, drawMist, drawSky, skyDefinition } from './draw-sky.ts'
import { drawSign } from './draw-sign.ts'
import { drawSubjects } from './draw-subjects.ts'
import { inkDefinitions } from './ink.ts'
import { createRandom, mix } from './random.ts'
import { sceneHeight, sceneWidth, type Scene } from './scene.ts'
import { wordsOfSetting, type Setting } from './vocabulary.ts'

const places: Record<Setting, (view: outdoors.View) => string> = {
  beach: outdoors.drawBeach,
  forest: outdoors.drawForest,
  mountain: outdoors.drawMountain,
  city: outdoors.drawCity,
  kitchen: drawKitchen,
  desert: outdoors.drawDesert,
  lake: outdoors.drawLake,
  field: outdoors.drawField,
  livingRoom: drawLivingRoom,
  garden: outdoors.drawGarden,
  harbour: outdoors.drawHarbour,
  road: outdoors.drawRoad,
  farm: outdoors.drawFarm,
  classroom: drawClassroom,
}

/** Draws a scene as SVG of the given width in pixels; the shape is always 4:3. */
export function drawSvg(scene: Scene, width: number = sceneWidth): string {
  const random = createRandom(mix(scene.seed, 17))
  const { indoors } = wordsOfSetting(scene.setting)
  const horizon = Math.round(random.between(0.46, 0.54) * sceneHeight)
  const place = places[scene.setting]({ random, horizon, dark: scene.time === 'night' })
  const layers = [
    indoors ? '' : drawSky(random, scene, horizon),
    place,
    drawBackgroundLight(scene.time, indoors),
    drawMist(scene, 0.46),
    drawSubjects(scene),
    scene.sign === undefined ? '' : drawSign(scene.sign),
    drawMist(scene, 0.14),
    drawAir(random, scene, indoors),
  ]
  const size = `width="${width}" height="${Math.round((width * sceneHeight) / sceneWidth)}" viewBox="0 0 ${sceneWidth} ${sceneHeight}"`
  const definitions = `<defs>${skyDefinition(scene.time, scene.weather)}${inkDefinitions()}</defs>`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${definitions}${layers.join('')}</svg>`
}
