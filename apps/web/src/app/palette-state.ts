import { createStore } from '../shared/store.ts';

export const isPaletteOpen = createStore(false);
