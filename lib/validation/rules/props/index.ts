export { C14, C15, C16, C17, C18 } from './applications';
export { A15, N5, S10, S11, S12, X15 } from './declarations';
export { X41 } from './guard';
export { L1, L2, L3, L4, L8 } from './laptop-keys';
export { L11 } from './laptop-texts';
export { L5, L6, L7, L9, L10 } from './local-services';
export { X46 } from './operator-release';
