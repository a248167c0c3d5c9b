package io.jenkins.plugins.deployhooks.engine.condition;

import com.ezylang.evalex.data.DataAccessorIfc;
import com.ezylang.evalex.data.EvaluationValue;
import java.util.Map;

/**
 * Variables for the library: texts, and the empty text where nothing is set.
 *
 * @param values by name
 */
record Variables(Map<String, String> values) implements DataAccessorIfc {
    @Override
    public EvaluationValue getData(String variable) {
        return EvaluationValue.stringValue(values.getOrDefault(variable, ""));
    }

    @Override
    public void setData(String variable, EvaluationValue value) {
        throw new UnsupportedOperationException("variables are read only: " + variable);
    }
}
