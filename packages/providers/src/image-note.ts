/** Said in place of an answer that is only a picture. */
export const imageNote = '*The model answered with an image, which cannot be shown here.*';
