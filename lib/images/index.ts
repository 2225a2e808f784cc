export { Images } from './images';
