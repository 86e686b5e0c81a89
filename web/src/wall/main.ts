import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import '../fonts.css';
import '../style.css';
import { mount } from 'svelte';
import Wall from './Wall.svelte';

mount(Wall, { target: document.getElementById('page')! });
