package dev.talaria.engine.config;

import java.util.Optional;
import org.osgi.service.metatype.AttributeDefinition;

/** The type of a configured value: its name for people, and which text is one. */
enum ValueType {
    TEXT("text") {
        @Override
        void parse(String text) {}
    },
    INTEGER("integer") {
        @Override
        void parse(String text) {
            Integer.parseInt(text);
        }
    },
    LONG("integer") {
        @Override
        void parse(String text) {
            Long.parseLong(text);
        }
    },
    DECIMAL("number") {
        @Override
        void parse(String text) {
            Double.parseDouble(text);
        }
    },
    YES_NO("true or false") {
        @Override
        void parse(String text) {
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw new NumberFormatException();
            }
        }
    };

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** @throws NumberFormatException if the text is none */
    abstract void parse(String text);

    static ValueType of(AttributeDefinition attribute) {
        return switch (attribute.getType()) {
            case AttributeDefinition.INTEGER, AttributeDefinition.SHORT, AttributeDefinition.BYTE -> INTEGER;
            case AttributeDefinition.LONG -> LONG;
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> DECIMAL;
            case AttributeDefinition.BOOLEAN -> YES_NO;
            default -> TEXT;
        };
    }

    /** {@code integer}, {@code list of text}. */
    static String words(AttributeDefinition attribute) {
        String one = of(attribute).words;
        return attribute.getCardinality() == 0 ? one : "list of " + one;
    }

    /** What is wrong with a value, as the rest of a sentence; empty if nothing is. */
    static Optional<String> problem(AttributeDefinition attribute, String value) {
        try {
            of(attribute).parse(value.strip());
        } catch (NumberFormatException e) {
            return Optional.of("it must be " + words(attribute));
        }
        // Metatype takes a comma for the end of a value, and no text for a value that is missing.
        boolean checkable = !value.isBlank() && !value.contains(",");
        String said = checkable ? attribute.validate(value.strip()) : null;
        return Optional.ofNullable(said).filter(text -> !text.isEmpty()).map(text -> "it is " + text.replace("%", ""));
    }
}
