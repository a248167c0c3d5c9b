package io.jenkins.plugins.deployhooks.engine.condition;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.operators.AbstractOperator;
import com.ezylang.evalex.operators.InfixOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.Token;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Compares as numbers where both sides are and the expression wrote one of them as a number: {@code COUNT > 9} means
 * numbers, {@code VERSION == "1.10"} means texts.
 */
@InfixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_COMPARISON)
final class Comparison extends AbstractOperator {
    /** What to look for in the order of two values. */
    enum Kind {
        EQUAL(order -> order == 0),
        DIFFERENT(order -> order != 0),
        LESS(order -> order < 0),
        AT_MOST(order -> order <= 0),
        MORE(order -> order > 0),
        AT_LEAST(order -> order >= 0);

        private final IntPredicate holds;

        Kind(IntPredicate holds) {
            this.holds = holds;
        }
    }

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,100}(\\.\\d{1,100})?");

    private final Kind kind;

    Comparison(Kind kind) {
        this.kind = kind;
    }

    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands) {
        return EvaluationValue.booleanValue(kind.holds.test(order(operands[0], operands[1])));
    }

    private static int order(EvaluationValue left, EvaluationValue right) {
        if (left.isNumberValue() || right.isNumberValue()) {
            BigDecimal first = number(left);
            BigDecimal second = number(right);
            if (first != null && second != null) {
                return first.compareTo(second);
            }
        }
        return left.getStringValue().compareTo(right.getStringValue());
    }

    @CheckForNull
    private static BigDecimal number(EvaluationValue value) {
        if (value.isNumberValue()) {
            return value.getNumberValue();
        }
        String text = value.getStringValue().trim();
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
