import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import './fonts.css';
import './style.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { keepPage } from './keepPage';

mount(App, { target: document.getElementById('page')! });
keepPage('/');
