/** Whether what is to be imported is a page at its address, and no path. */
export const isWebAddress = (path: string) => /^https?:\/\//i.test(path);
