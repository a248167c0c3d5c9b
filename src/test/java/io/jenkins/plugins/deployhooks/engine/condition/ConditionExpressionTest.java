package io.jenkins.plugins.deployhooks.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionExpressionTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "BRANCH", "main", "COUNT", "10", "VERSION", "1.10", "FLAG", "true", "NO", "false", "e", "small", "E",
            "large");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "BRANCH == \"main\"                    ; true",
                "BRANCH = 'main'                       ; true",
                "BRANCH != 'main'                      ; false",
                "BRANCH <> 'other'                     ; true",
                "BRANCH == 'main' && COUNT > 9         ; true",
                "BRANCH == 'x' || COUNT > 9            ; true",
                "!(BRANCH == 'x')                      ; true",
                "COUNT >= 10                           ; true",
                "COUNT >= 11                           ; false",
                "COUNT > 10                            ; false",
                "COUNT < 9                             ; false",
                "COUNT < 10                            ; false",
                "COUNT < 11                            ; true",
                "COUNT <= 9                            ; false",
                "COUNT <= 10                           ; true",
                "COUNT == 10.0                         ; true",
                "VERSION == '1.10'                     ; true",
                "VERSION == '1.1'                      ; false",
                "VERSION == 1.1                        ; true",
                "FLAG                                  ; true",
                "FLAG == true                          ; true",
                "!FLAG                                 ; false",
                "NO                                    ; false",
                "MISSING == ''                         ; true",
                "MISSING                               ; false",
                "MISSING > 5                           ; false",
                "BRANCH > 5                            ; true",
                "e == 'small' && E == 'large'          ; true",
                "PI == ''                              ; true",
                "branch == ''                          ; true",
                "true                                  ; true",
                "false || FLAG                         ; true",
                "1                                     ; true",
                "0                                     ; false",
                "''                                    ; false",
            })
    void conditionsOnVariables(String text, boolean expected) {
        assertThat(ConditionExpression.parse(text).evaluate(VARIABLES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "A ==",
                "== A",
                "(A",
                "A)",
                "A B",
                "A == 'x",
                "&&",
                "!",
                "()",
                "A = = B",
                "RANDOM()",
                "1 + 1",
                "9 ^ 9 ^ 9",
                "A[0]",
                "a.b",
                "SUM(1, 2)",
                "A;B",
                "\u0000",
                "\"",
                "A & B",
                "2 A"
            })
    void whatIsNoConditionIsRefusedWithAMessage(String text) {
        assertThatThrownBy(() -> ConditionExpression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .isNotBlank();
    }

    @Test
    void longExpressionsAreRefused() {
        assertThatThrownBy(() -> ConditionExpression.parse("(".repeat(2000)))
                .hasMessageContaining("longer than 1000 characters");
    }

    @Test
    void deepExpressionsDoNotOverflow() {
        String deep = "(".repeat(400) + "FLAG" + ")".repeat(400);
        assertThat(ConditionExpression.parse(deep).evaluate(VARIABLES)).isTrue();
        assertThat(ConditionExpression.parse("!(".repeat(300) + "FLAG" + ")".repeat(300))
                        .evaluate(VARIABLES))
                .isTrue();
    }

    @Test
    void anExpressionCanBeEvaluatedAgainWithOtherVariables() {
        ConditionExpression expression = ConditionExpression.parse("BRANCH == 'main'");
        assertThat(expression.evaluate(Map.of("BRANCH", "main"))).isTrue();
        assertThat(expression.evaluate(Map.of())).isFalse();
        assertThat(expression).hasToString("BRANCH == 'main'");
    }
}
