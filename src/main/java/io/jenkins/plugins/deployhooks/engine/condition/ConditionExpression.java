package io.jenkins.plugins.deployhooks.engine.condition;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.operators.booleans.InfixAndOperator;
import com.ezylang.evalex.operators.booleans.InfixOrOperator;
import com.ezylang.evalex.operators.booleans.PrefixNotOperator;
import com.ezylang.evalex.parser.ParseException;
import java.util.Map;

/**
 * A condition on variables, such as {@code BRANCH_NAME == "main" && DEPLOY_ENVIRONMENT != "test"}.
 *
 * <p>Operators are {@code == = != <> < <= > >= && || !} and parentheses; texts stand in double or single quotes. A
 * variable is known by its name, exactly; one that is not set is the empty text. Values are compared as numbers where
 * both sides are numbers and one is written as such in the expression, otherwise as texts.
 */
public final class ConditionExpression {
    /** The longest expression, in characters. */
    public static final int LONGEST = 1000;

    private final String text;
    private final Expression expression;

    private ConditionExpression(String text, Expression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with a message for the user, if {@code text} is none
     */
    public static ConditionExpression parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty expression");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        }
        Expression expression = new Expression(text, configuration(Map.of()));
        try {
            expression.validate();
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage() + " at character " + e.getStartPosition(), e);
        } catch (RuntimeException e) {
            // The library answers some nonsense, such as a lone operator, with exceptions of the JDK.
            throw new IllegalArgumentException("not an expression", e);
        }
        return new ConditionExpression(text, expression);
    }

    /**
     * Whether the condition holds.
     *
     * @param variables the values of the variables by their names
     * @throws IllegalStateException if the expression cannot be computed
     */
    public boolean evaluate(Map<String, String> variables) {
        try {
            return new Expression(expression.getExpressionString(), configuration(variables))
                    .evaluate()
                    .getBooleanValue();
        } catch (EvaluationException | ParseException | RuntimeException e) {
            throw new IllegalStateException("the expression " + text + " cannot be computed: " + e.getMessage(), e);
        }
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }

    private static ExpressionConfiguration configuration(Map<String, String> variables) {
        OperatorDictionaryIfc operators = new MapBasedOperatorDictionary();
        operators.addOperator("&&", new InfixAndOperator());
        operators.addOperator("||", new InfixOrOperator());
        operators.addOperator("!", new PrefixNotOperator());
        operators.addOperator("=", new Comparison(Comparison.Kind.EQUAL));
        operators.addOperator("==", new Comparison(Comparison.Kind.EQUAL));
        operators.addOperator("!=", new Comparison(Comparison.Kind.DIFFERENT));
        operators.addOperator("<>", new Comparison(Comparison.Kind.DIFFERENT));
        operators.addOperator("<", new Comparison(Comparison.Kind.LESS));
        operators.addOperator("<=", new Comparison(Comparison.Kind.AT_MOST));
        operators.addOperator(">", new Comparison(Comparison.Kind.MORE));
        operators.addOperator(">=", new Comparison(Comparison.Kind.AT_LEAST));
        return ExpressionConfiguration.builder()
                .operatorDictionary(operators)
                .functionDictionary(new MapBasedFunctionDictionary())
                .defaultConstants(Map.of("true", EvaluationValue.TRUE, "false", EvaluationValue.FALSE))
                .dataAccessorSupplier(() -> new Variables(variables))
                .singleQuoteStringLiteralsAllowed(true)
                .arraysAllowed(false)
                .structuresAllowed(false)
                .binaryAllowed(false)
                .implicitMultiplicationAllowed(false)
                .build();
    }
}
