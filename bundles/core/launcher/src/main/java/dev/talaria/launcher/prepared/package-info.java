/**
 * What every first start would do again is done once, when the distribution is built: resolve the boot features and
 * install their bundles.
 */
package dev.talaria.launcher.prepared;
