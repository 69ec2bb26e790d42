/** Vite builds the module as a worker of its own and gives its address. */
declare module '*?worker&url' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: so Vite gives it
  export default address;
}
