/** Whether the keys are being shown. */
export const keyboard = $state({ isShown: false });
