/** Whether the keys are being shown, and whether somebody looks for what has a name. */
export const keyboard = $state({ isShown: false, isFinding: false });
