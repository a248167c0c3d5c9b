/**
 * Conditions that hooks put on variables. A thin cover of the EvalEx library: no functions, no arithmetic. Depends on
 * nothing of ours; entry class {@link io.jenkins.plugins.deployhooks.engine.condition.ConditionExpression}.
 */
package io.jenkins.plugins.deployhooks.engine.condition;
