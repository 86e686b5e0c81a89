import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import '../fonts.css';
import '../style.css';
import { mount } from 'svelte';
import Replay from './Replay.svelte';

mount(Replay, { target: document.getElementById('page')! });
