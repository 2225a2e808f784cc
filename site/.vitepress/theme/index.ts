import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';
import Front from './Front.vue';
import Playground from './Playground.vue';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('front', Front).component('playground', Playground);
  },
} satisfies Theme;
