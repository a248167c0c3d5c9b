package io.jenkins.plugins.deployhooks.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of an option that is written {@code name=value}.
 *
 * @param name what stands before the first {@code =}
 * @param value the rest; may be empty
 */
record Assignment(String name, String value) {
    /** Reads assignments. */
    static final class Converter implements ITypeConverter<Assignment> {
        @Override
        public Assignment convert(String text) {
            int end = text.indexOf('=');
            if (end <= 0) {
                throw new TypeConversionException("'" + text + "' is not of the form NAME=VALUE");
            }
            return new Assignment(text.substring(0, end), text.substring(end + 1));
        }
    }
}
