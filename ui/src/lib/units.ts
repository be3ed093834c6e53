/**
 * Numbers as the shell sends them, each with its unit in its type. The shell adds them up; here it is done of selected
 * rows alone.
 */
export type Count = number & { readonly __brand: 'Count' };
/** Watt-hours. */
export type Wh = number & { readonly __brand: 'Wh' };
/** Ten-thousandths of a currency's unit. */
export type Minor4 = number & { readonly __brand: 'Minor4' };
/** Thousandths of a whole. */
export type PerMille = number & { readonly __brand: 'PerMille' };
