/** What operators see: whether the server lives, whether it can take requests and why not, what it measures and logs. */
package tocsin.ops;
