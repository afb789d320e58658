/** Programs that enrol by themselves: how they are let in, known again, and sent away. */
package tocsin.sensor;
