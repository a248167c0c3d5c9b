package io.jenkins.plugins.deployhooks.freestyle;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.ArrayType;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.ParameterType;

/** A script in the manner of Job DSL, read by the symbols and the models that Job DSL reads it by. */
final class SymbolScript extends GroovyObjectSupport {
    private final List<Call> calls = new ArrayList<>();

    /** One call: a symbol or a property, with a value or a block. */
    private record Call(String name, Object value, SymbolScript block) {}

    static SymbolScript of(String text) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(DelegatingScript.class.getName());
        DelegatingScript script =
                (DelegatingScript) new GroovyShell(SymbolScript.class.getClassLoader(), configuration).parse(text);
        SymbolScript outer = new SymbolScript();
        script.setDelegate(outer);
        script.run();
        // the job itself
        return outer.calls.get(0).block();
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        Object[] given = (Object[]) arguments;
        Object last = given.length == 0 ? null : given[given.length - 1];
        SymbolScript block = null;
        if (last instanceof Closure<?> closure) {
            block = new SymbolScript();
            closure.setDelegate(block);
            closure.setResolveStrategy(Closure.DELEGATE_ONLY);
            closure.call();
        }
        calls.add(new Call(name, block == null ? last : null, block));
        return null;
    }

    /** The objects in the block {@code name}, each by its symbol among those of {@code type}. */
    List<Object> made(String name, Class<?> type) throws Exception {
        List<Object> made = new ArrayList<>();
        for (Call call : calls) {
            if (call.name().equals(name)) {
                for (Call inner : call.block().calls) {
                    made.add(object(inner, type));
                }
            }
        }
        return made;
    }

    private static Object object(Call call, Class<?> type) throws Exception {
        Class<?> found = SymbolLookup.get().findDescriptor(type, call.name()).clazz;
        return instance(found, call.block());
    }

    private static Object instance(Class<?> type, SymbolScript block) throws Exception {
        DescribableModel<?> model = DescribableModel.of(type);
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Call call : block == null ? List.<Call>of() : block.calls) {
            DescribableParameter parameter = model.getParameter(call.name());
            arguments.put(call.name(), call.block() == null ? call.value() : value(parameter.getType(), call.block()));
        }
        return model.instantiate(arguments, null);
    }

    private static Object value(ParameterType type, SymbolScript block) throws Exception {
        if (type instanceof ArrayType array) {
            List<Object> list = new ArrayList<>();
            for (Call call : block.calls) {
                list.add(object(call, (Class<?>) array.getElementType().getActualType()));
            }
            return list;
        }
        return instance(((HomogeneousObjectType) type).getType(), block);
    }
}
