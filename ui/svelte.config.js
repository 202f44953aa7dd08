// Compiler settings that Vite and svelte-check share.
export default {};
