// The model that no provider has: it stands in the configuration, so that without this plugin no turn begins.

export const lockedModel = 'locked/locked'
export const lockedPolicy = ['locked/*']
