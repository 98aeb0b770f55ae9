// Whether a dialog, a drawer or an open photo has the page for itself. One that is
// fading away has not: who works by keyboard types the next key before it is gone.
const shown = ['.ant-modal', '.ant-image-preview'].map((each) => `${each}:not([class*="-leave"])`).join(', ') + ', .ant-drawer-open'

export const dialogIsOpen = () => [...document.querySelectorAll(shown)].some((each) => each.checkVisibility())
