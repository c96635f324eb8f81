/** What photos are called while they are dragged through the window: a list of their ids in JSON. */
export const dragType = 'application/x-sightline-photos'
