// Leads to where a page is now, with the part of it that the link named: a refresh would forget that.
const { to } = document.currentScript.dataset;
location.replace(new URL(location.hash, new URL(to, location.href)));
