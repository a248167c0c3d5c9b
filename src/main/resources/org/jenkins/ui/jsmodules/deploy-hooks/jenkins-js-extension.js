// Built from src/main/js by "npm run build"; do not edit.
(() => {
  var __create = Object.create;
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __getProtoOf = Object.getPrototypeOf;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __esm = (fn, res) => function __init() {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  };
  var __commonJS = (cb, mod) => function __require() {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  };
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
    // If the importer is in node compatibility mode or this is not an ESM
    // file that has been converted to a CommonJS file using a Babel-
    // compatible transform (i.e. "__esModule" has not been set), then set
    // "default" to the CommonJS "module.exports" for node compatibility.
    isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
    mod
  ));
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // node_modules/@jenkins-cd/js-modules/js/promise.js
  var require_promise = __commonJS({
    "node_modules/@jenkins-cd/js-modules/js/promise.js"(exports) {
      exports.make = function(executor) {
        var thePromise = new APromise();
        executor.call(thePromise, function(result) {
          thePromise.resolve(result);
        }, function(reason) {
          thePromise.reject(reason);
        });
        return thePromise;
      };
      function APromise() {
        this.state = "PENDING";
        this.whenFulfilled = void 0;
        this.whenRejected = void 0;
        this.applyFulfillArgs = false;
      }
      APromise.prototype.applyArgsOnFulfill = function() {
        this.applyFulfillArgs = true;
        return this;
      };
      APromise.prototype.resolve = function(result) {
        this.state = "FULFILLED";
        var thePromise = this;
        function doFulfill(whenFulfilled, result2) {
          if (thePromise.applyFulfillArgs) {
            whenFulfilled.apply(whenFulfilled, result2);
          } else {
            whenFulfilled(result2);
          }
        }
        if (this.whenFulfilled) {
          doFulfill(this.whenFulfilled, result);
        }
        this.onFulfilled = function(whenFulfilled) {
          if (whenFulfilled) {
            doFulfill(whenFulfilled, result);
          }
          return this;
        };
      };
      APromise.prototype.reject = function(reason) {
        this.state = "REJECTED";
        if (this.whenRejected) {
          this.whenRejected(reason);
        }
        this.onRejected = function(whenRejected) {
          if (whenRejected) {
            whenRejected(reason);
          }
          return this;
        };
      };
      APromise.prototype.onFulfilled = function(whenFulfilled) {
        if (!whenFulfilled) {
          throw new Error('Must provide an "whenFulfilled" callback.');
        }
        this.whenFulfilled = whenFulfilled;
        return this;
      };
      APromise.prototype.onRejected = function(whenRejected) {
        if (whenRejected) {
          this.whenRejected = whenRejected;
        }
        return this;
      };
    }
  });

  // node_modules/@jenkins-cd/js-modules/js/Version.js
  var require_Version = __commonJS({
    "node_modules/@jenkins-cd/js-modules/js/Version.js"(exports, module) {
      function Version(version) {
        this.raw = version;
        version = version.replace(/^(\D)/, "");
        if (!version || version.length === 0) {
          return;
        }
        function normalizeToken(string) {
          var normalized = string.replace(/[^\d]/g, "");
          if (normalized === "") {
            return void 0;
          }
          return normalized;
        }
        var versionTokens = version.split(".");
        this.prerelease = void 0;
        var patchAndPrerelease = "";
        for (var i = 2; i < versionTokens.length; i++) {
          if (patchAndPrerelease.length > 0) {
            patchAndPrerelease += ".";
          }
          patchAndPrerelease += versionTokens[i];
          var separatorIdx = patchAndPrerelease.indexOf("-");
          if (separatorIdx !== -1) {
            this.patch = normalizeToken(patchAndPrerelease.substring(0, separatorIdx));
            this.prerelease = patchAndPrerelease.substring(separatorIdx + 1);
          } else {
            this.patch = normalizeToken(patchAndPrerelease);
          }
        }
        if (versionTokens.length >= 2) {
          this.minor = normalizeToken(versionTokens[1]);
        }
        if (versionTokens.length >= 1) {
          this.major = normalizeToken(versionTokens[0]);
        }
      }
      Version.prototype.isSpecific = function() {
        return this.major !== void 0 && this.minor !== void 0 && this.patch !== void 0;
      };
      Version.prototype.asBaseVersionString = function(separator) {
        separator = separator ? separator : ".";
        if (!this.major || this.major === "x") {
          if (this.raw === "any") {
            return this.raw;
          } else {
            return void 0;
          }
        } else if (!this.minor || this.minor === "x") {
          return this.major + separator + "x";
        } else if (!this.patch || this.patch === "x") {
          return this.major + separator + this.minor + separator + "x";
        } else {
          return this.major + separator + this.minor + separator + this.patch;
        }
      };
      Version.prototype.asLoadVersionString = function() {
        return this.asBaseVersionString("-");
      };
      module.exports = Version;
    }
  });

  // node_modules/@jenkins-cd/js-modules/js/ModuleSpec.js
  var require_ModuleSpec = __commonJS({
    "node_modules/@jenkins-cd/js-modules/js/ModuleSpec.js"(exports, module) {
      var Version = require_Version();
      function ModuleSpec(qName) {
        var qNameTokens = qName.split(":");
        if (qNameTokens.length === 2) {
          var namespace = qNameTokens[0].trim();
          var nsTokens = namespace.split("/");
          var namespaceProvider = void 0;
          if (nsTokens.length === 2) {
            namespaceProvider = nsTokens[0].trim();
            namespace = nsTokens[1].trim();
            if (namespaceProvider !== "plugin" && namespaceProvider !== "core-assets") {
              console.error('Unsupported module namespace provider "' + namespaceProvider + '". Setting to undefined.');
              namespaceProvider = void 0;
            }
          }
          var npmName = parseNPMName(qNameTokens[1].trim());
          this.nsProvider = namespaceProvider;
          this.namespace = namespace;
          this.moduleName = npmName.name;
          this.moduleVersion = npmName.version;
        } else {
          var npmName = parseNPMName(qNameTokens[0].trim());
          this.moduleName = npmName.name;
          this.moduleVersion = npmName.version;
        }
        var versions = [];
        if (this.moduleVersion) {
          var moduleVersionTokens = this.moduleVersion.split(/[,|]+/);
          for (var i = 0; i < moduleVersionTokens.length; i++) {
            var moduleVersionToken = moduleVersionTokens[i].trim();
            var parsedVersion = new Version(moduleVersionToken);
            versions.push(parsedVersion);
          }
        }
        this.moduleCompatVersions = versions;
      }
      ModuleSpec.prototype.getLoadBundleVersion = function() {
        if (this.moduleCompatVersions.length === 0) {
          return void 0;
        }
        for (var i = 0; i < this.moduleCompatVersions.length; i++) {
          var version = this.moduleCompatVersions[i];
          if (version.isSpecific()) {
            return version;
          }
        }
        return this.moduleCompatVersions[0];
      };
      ModuleSpec.prototype.getLoadBundleName = function() {
        var version = this.getLoadBundleVersion();
        if (version) {
          return this.moduleName + "@" + version.asBaseVersionString();
        } else {
          return this.moduleName;
        }
      };
      ModuleSpec.prototype.importAs = function() {
        if (this.moduleName.charAt(0) === ".") {
          return this.moduleName;
        }
        var version = this.getLoadBundleVersion();
        var importName = normalizePackageName(this.moduleName);
        var importNS = this.namespace;
        if (!importNS) {
          importNS = importName;
        }
        var importAs = importNS + ":" + importName;
        if (this.nsProvider) {
          importAs = this.nsProvider + "/" + importAs;
        }
        if (version) {
          importAs += "@" + version.asBaseVersionString();
        }
        return importAs;
      };
      ModuleSpec.prototype.getLoadBundleFileNamePrefix = function() {
        var version = this.getLoadBundleVersion();
        var normalizedName = normalizePackageName(this.moduleName);
        if (version) {
          if (version.isSpecific()) {
            return normalizedName + "-" + version.asLoadVersionString();
          } else {
            return void 0;
          }
        } else {
          return normalizedName;
        }
      };
      function normalizePackageName(packageName) {
        packageName = packageName.replace(/[^\w.]/g, "-");
        if (packageName.charAt(0) === "-") {
          packageName = packageName.substring(1);
        }
        return packageName;
      }
      function parseNPMName(resourceName) {
        if (resourceName.length > 1) {
          var npmName = {};
          var orgSlashIndex = resourceName.indexOf("/");
          if (resourceName.charAt(0) === "@" && orgSlashIndex > 0) {
            npmName.name = resourceName.substring(0, orgSlashIndex + 1);
            resourceName = resourceName.substring(orgSlashIndex + 1);
          } else {
            npmName.name = "";
          }
          var versionIndex = resourceName.indexOf("@");
          if (versionIndex > 0) {
            npmName.name += resourceName.substring(0, versionIndex);
            npmName.version = resourceName.substring(versionIndex + 1);
          } else {
            npmName.name += resourceName;
          }
          return npmName;
        } else {
          return {
            name: resourceName
          };
        }
      }
      module.exports = ModuleSpec;
    }
  });

  // node_modules/@jenkins-cd/js-modules/js/ResourceLocationResolver.js
  var require_ResourceLocationResolver = __commonJS({
    "node_modules/@jenkins-cd/js-modules/js/ResourceLocationResolver.js"(exports, module) {
      function ResourceLocationResolver(canResolveFunc, resolverFunc, ordinal) {
        this.canResolveFunc = canResolveFunc;
        this.resolverFunc = resolverFunc;
        if (typeof ordinal === "number") {
          this.ordinal = ordinal;
        } else {
          this.ordinal = Number.MAX_VALUE;
        }
      }
      ResourceLocationResolver.prototype.canResolve = function(moduleSpec) {
        return this.canResolveFunc(moduleSpec);
      };
      ResourceLocationResolver.sort = function(resolvers) {
        resolvers.sort(function(r1, r2) {
          return r2.ordinal - r1.ordinal;
        });
      };
      module.exports = ResourceLocationResolver;
    }
  });

  // node_modules/@jenkins-cd/js-modules/js/internal.js
  var require_internal = __commonJS({
    "node_modules/@jenkins-cd/js-modules/js/internal.js"(exports) {
      var promise = require_promise();
      var ModuleSpec = require_ModuleSpec();
      var ResourceLocationResolver = require_ResourceLocationResolver();
      var jenkinsCIGlobal;
      var globalInitListeners = [];
      var whoami2;
      exports.whoami = function(moduleQName) {
        if (moduleQName) {
          whoami2 = new ModuleSpec(moduleQName);
          whoami2.nsProvider = getBundleNSProviderFromScriptElement(whoami2.namespace, whoami2.moduleName);
        }
        return whoami2;
      };
      exports.onJenkinsGlobalInit = function(callback) {
        globalInitListeners.push(callback);
      };
      exports.initJenkinsGlobal = function() {
        jenkinsCIGlobal = {};
        if (globalInitListeners) {
          for (var i = 0; i < globalInitListeners.length; i++) {
            globalInitListeners[i](jenkinsCIGlobal);
          }
        }
      };
      exports.clearJenkinsGlobal = function() {
        jenkinsCIGlobal = void 0;
        whoami2 = void 0;
      };
      exports.addResourceLocationResolver = function(resourceLocationResolver) {
        var resolvers = getResourceLocationResolvers();
        resolvers.push(resourceLocationResolver);
        ResourceLocationResolver.sort(resolvers);
      };
      exports.getJenkins = function() {
        if (jenkinsCIGlobal) {
          return jenkinsCIGlobal;
        }
        if (window.jenkinsCIGlobal) {
          jenkinsCIGlobal = window.jenkinsCIGlobal;
        } else {
          exports.initJenkinsGlobal();
          jenkinsCIGlobal.rootURL = getRootURL();
          window.jenkinsCIGlobal = jenkinsCIGlobal;
        }
        return jenkinsCIGlobal;
      };
      exports.getModuleNamespaceObj = function(moduleSpec) {
        if (moduleSpec.namespace) {
          return exports.getNamespace(moduleSpec.namespace);
        } else {
          return exports.getGlobalModules();
        }
      };
      exports.getNamespace = function(namespaceName) {
        var namespaces = exports.getNamespaces();
        var namespace = namespaces[namespaceName];
        if (!namespace) {
          namespace = {
            globalNS: false
          };
          namespaces[namespaceName] = namespace;
        }
        return namespace;
      };
      exports.importModule = function(moduleQName, onRegisterTimeout) {
        return promise.make(function(resolve, reject) {
          var moduleSpec = new ModuleSpec(moduleQName);
          var module2 = exports.getModule(moduleSpec);
          if (module2) {
            resolve(module2.exports);
          } else {
            if (onRegisterTimeout === 0) {
              if (moduleSpec.namespace) {
                throw new Error("Module " + moduleSpec.namespace + ":" + moduleSpec.moduleName + " require failure. Async load mode disabled.");
              } else {
                throw new Error("Global module " + moduleSpec.moduleName + " require failure. Async load mode disabled.");
              }
            }
            exports.loadModule(moduleSpec, onRegisterTimeout).onFulfilled(function(moduleExports) {
              resolve(moduleExports);
            }).onRejected(function(error) {
              reject(error);
            });
          }
        });
      };
      exports.loadModule = function(moduleSpec, onRegisterTimeout) {
        var module2 = exports.getModule(moduleSpec);
        if (module2) {
          console.log("Unexpected call to 'loadModule' for a module (" + moduleSpec.moduleName + ") that's already loaded.");
          return promise.make(function(resolve) {
            resolve(module2.exports);
          });
        }
        function waitForRegistration(loadingModule2, onRegisterTimeout2) {
          return promise.make(function(resolve, reject) {
            if (typeof onRegisterTimeout2 !== "number") {
              onRegisterTimeout2 = 1e4;
            }
            var timeoutObj = setTimeout(function() {
              if (!loadingModule2.loaded) {
                var moduleSpec2 = loadingModule2.moduleSpec;
                var errorDetail;
                if (moduleSpec2.namespace) {
                  errorDetail = "Timed out waiting on module '" + moduleSpec2.namespace + ":" + moduleSpec2.moduleName + "' to load.";
                } else {
                  errorDetail = "Timed out waiting on module '" + moduleSpec2.moduleName + "' to load.";
                }
                console.error("Module load failure: " + errorDetail);
                reject({
                  reason: "timeout",
                  detail: errorDetail
                });
              }
            }, onRegisterTimeout2);
            loadingModule2.waitList.push({
              resolve,
              timeoutObj
            });
          });
        }
        var loadVersion = moduleSpec.getLoadBundleVersion();
        var doScriptLoad = true;
        if (loadVersion) {
          doScriptLoad = loadVersion.isSpecific();
        }
        var loadingModule = getLoadingModule(moduleSpec);
        if (!loadingModule.waitList) {
          loadingModule.waitList = [];
        }
        loadingModule.moduleSpec = moduleSpec;
        loadingModule.loaded = false;
        try {
          return waitForRegistration(loadingModule, onRegisterTimeout);
        } finally {
          if (doScriptLoad && !loadingModule.loadedBy) {
            loadingModule.loadedBy = whoami2;
            var loadModuleName = moduleSpec.getLoadBundleName();
            var scriptId = exports.toModuleId(moduleSpec.namespace, loadModuleName) + ":js";
            var scriptSrc = exports.toModuleSrc(moduleSpec, "js");
            var scriptEl = exports.addScript(scriptSrc, {
              scriptId,
              scriptSrcBase: ""
            });
            if (scriptEl) {
              scriptEl.setAttribute("data-jenkins-module-nsProvider", moduleSpec.nsProvider);
              scriptEl.setAttribute("data-jenkins-module-namespace", moduleSpec.namespace);
              scriptEl.setAttribute("data-jenkins-module-moduleName", loadModuleName);
            } else {
              loadingModule.loadedBy = void 0;
            }
          }
        }
      };
      exports.addScript = function(scriptSrc, options) {
        if (!scriptSrc) {
          console.warn('Call to addScript with undefined "scriptSrc" arg.');
          return void 0;
        }
        var normalizedOptions;
        if (typeof options === "object") {
          normalizedOptions = options;
        } else {
          normalizedOptions = {};
        }
        if (normalizedOptions.scriptSrcMap) {
          if (typeof normalizedOptions.scriptSrcMap === "function") {
            scriptSrc = normalizedOptions.scriptSrcMap(scriptSrc);
          } else if (Array.isArray(normalizedOptions.scriptSrcMap)) {
            for (var i = 0; i < normalizedOptions.scriptSrcMap.length; i++) {
              var mapping = normalizedOptions.scriptSrcMap[i];
              if (mapping.from && mapping.to) {
                if (endsWith(scriptSrc, mapping.from)) {
                  normalizedOptions.originalScriptSrc = scriptSrc;
                  scriptSrc = scriptSrc.replace(mapping.from, mapping.to);
                  break;
                }
              }
            }
          }
        }
        normalizedOptions.scriptId = getScriptId(scriptSrc, options);
        if (normalizedOptions.async === void 0) {
          normalizedOptions.async = true;
        }
        if (normalizedOptions.scriptSrcBase === void 0) {
          normalizedOptions.scriptSrcBase = "@root";
        }
        if (normalizedOptions.scriptSrcBase === "@root") {
          normalizedOptions.scriptSrcBase = getRootURL() + "/";
        } else if (normalizedOptions.scriptSrcBase === "@adjunct") {
          normalizedOptions.scriptSrcBase = getAdjunctURL2() + "/";
        }
        var document2 = window.document;
        var head = exports.getHeadElement();
        var script = document2.getElementById(normalizedOptions.scriptId);
        if (script) {
          var replaceable = script.getAttribute("data-replaceable");
          if (replaceable && replaceable === "true") {
            script.parentNode.removeChild(script);
          } else {
            return void 0;
          }
        }
        script = createElement("script");
        var onload = function(_, isAborted) {
          script.setAttribute("data-onload-complete", true);
          try {
            if (isAborted) {
              console.warn("Script load aborted: " + scriptSrc);
            } else if (!script.readyState || script.readyState === "loaded" || script.readyState === "complete") {
              if (typeof normalizedOptions.success === "function") {
                normalizedOptions.success(script);
              }
              return;
            }
            if (typeof normalizedOptions.error === "function") {
              normalizedOptions.error(script, isAborted);
            }
          } finally {
            if (normalizedOptions.removeElementOnLoad) {
              head.removeChild(script);
            }
            script = script.onload = script.onreadystatechange = null;
          }
        };
        script.onload = onload;
        script.onreadystatechange = onload;
        script.setAttribute("id", normalizedOptions.scriptId);
        script.setAttribute("type", "text/javascript");
        script.setAttribute("src", normalizedOptions.scriptSrcBase + scriptSrc);
        if (normalizedOptions.originalScriptSrc) {
          script.setAttribute("data-referrer", normalizedOptions.originalScriptSrc);
        }
        if (normalizedOptions.async) {
          script.setAttribute("async", normalizedOptions.async);
        }
        head.appendChild(script);
        return script;
      };
      exports.notifyModuleExported = function(moduleSpec, moduleExports) {
        var loadingModule = getLoadingModule(moduleSpec);
        loadingModule.loaded = true;
        if (loadingModule.waitList) {
          for (var i = 0; i < loadingModule.waitList.length; i++) {
            var waiter = loadingModule.waitList[i];
            clearTimeout(waiter.timeoutObj);
            waiter.resolve(moduleExports);
          }
        }
      };
      exports.addModuleCSSToPage = function(namespace, moduleName) {
        var moduleSpec = exports.getModuleSpec(namespace + ":" + moduleName);
        var cssElId = exports.toModuleId(namespace, moduleName) + ":css";
        var cssPath = exports.toModuleSrc(moduleSpec, "css");
        return exports.addCSSToPage(namespace, cssPath, cssElId);
      };
      exports.addPluginCSSToPage = function(namespace, cssPath, cssElId) {
        var cssPath = exports.getPluginPath(namespace) + "/" + cssPath;
        return exports.addCSSToPage(namespace, cssPath, cssElId);
      };
      exports.toCSSId = function(cssPath, namespace) {
        return "jenkins-js-module:" + (namespace || "global") + ":css:" + cssPath;
      };
      exports.addCSSToPage = function(namespace, cssPath, cssElId) {
        var document2 = window.document;
        if (cssElId === void 0) {
          cssElId = exports.toCSSId(cssPath, namespace);
        }
        var cssEl = document2.getElementById(cssElId);
        if (cssEl) {
          return;
        }
        var docHead = exports.getHeadElement();
        cssEl = createElement("link");
        cssEl.setAttribute("id", cssElId);
        cssEl.setAttribute("type", "text/css");
        cssEl.setAttribute("rel", "stylesheet");
        cssEl.setAttribute("href", cssPath);
        docHead.appendChild(cssEl);
        return cssEl;
      };
      exports.getGlobalModules = function() {
        var jenkinsCIGlobal2 = exports.getJenkins();
        if (!jenkinsCIGlobal2.globals) {
          jenkinsCIGlobal2.globals = {
            globalNS: true
          };
        }
        return jenkinsCIGlobal2.globals;
      };
      exports.getNamespaces = function() {
        var jenkinsCIGlobal2 = exports.getJenkins();
        if (!jenkinsCIGlobal2.plugins) {
          jenkinsCIGlobal2.plugins = {
            __README__: `This object holds namespaced JS modules/bundles, with the property names representing the module namespace. It's name ("plugins") is a legacy thing. Changing it to a better name (e.g. "namespaces") would cause compatibility issues.`
          };
        }
        return jenkinsCIGlobal2.plugins;
      };
      exports.toModuleId = function(namespace, moduleName) {
        return "jenkins-js-module:" + (namespace ? namespace + ":" : "") + moduleName;
      };
      exports.toModuleSrc = function(moduleSpec, srcType) {
        var nsProvider = moduleSpec.nsProvider;
        if (nsProvider === void 0) {
          nsProvider = thisBundleNamespaceProvider();
          if (nsProvider === void 0) {
            nsProvider = "adjuncts";
          }
          moduleSpec.nsProvider = nsProvider;
        }
        var srcPath = void 0;
        if (srcType === "js") {
          srcPath = moduleSpec.getLoadBundleFileNamePrefix() + ".js";
        } else if (srcType === "css") {
          srcPath = moduleSpec.getLoadBundleFileNamePrefix() + "/style.css";
        } else {
          throw new Error('Unsupported srcType "' + srcType + '".');
        }
        var resourceLocationResolverFunc = getResourceLocationResolverFunc(moduleSpec);
        if (resourceLocationResolverFunc) {
          var resourcePath = resourceLocationResolverFunc(moduleSpec, srcPath);
          if (resourcePath) {
            return resourcePath;
          }
        }
        if (nsProvider === "adjuncts") {
          return exports.getAdjunctJSModulesPath(moduleSpec.namespace) + "/" + srcPath;
        } else if (nsProvider === "plugin") {
          return exports.getPluginJSModulesPath(moduleSpec.namespace) + "/" + srcPath;
        } else if (nsProvider === "core-assets") {
          return exports.getCoreAssetsJSModulesPath(moduleSpec.namespace) + "/" + srcPath;
        } else {
          throw new Error("Unsupported namespace provider: " + nsProvider);
        }
      };
      exports.getAdjunctJSModulesPath = function(namespace) {
        if (namespace) {
          return getAdjunctURL2() + "/org/jenkins/ui/jsmodules/" + namespace;
        } else {
          return getAdjunctURL2() + "/org/jenkins/ui/jsmodules";
        }
      };
      exports.getPluginJSModulesPath = function(pluginId) {
        return exports.getPluginPath(pluginId) + "/jsmodules";
      };
      exports.getCoreAssetsJSModulesPath = function(namespace) {
        return getRootURL() + "/assets/" + namespace + "/jsmodules";
      };
      exports.getPluginPath = function(pluginId) {
        return getRootURL() + "/plugin/" + pluginId;
      };
      exports.getHeadElement = function() {
        var docHead = window.document.getElementsByTagName("head");
        if (!docHead || docHead.length == 0) {
          throw new Error("No head element found in document.");
        }
        return docHead[0];
      };
      exports.setRootURL = function(url) {
        if (!jenkinsCIGlobal) {
          exports.initJenkinsGlobal();
        }
        jenkinsCIGlobal.rootURL = url;
      };
      exports.getModule = function(moduleSpec) {
        var namespace = exports.getModuleNamespaceObj(moduleSpec);
        if (!moduleSpec.moduleVersion) {
          return namespace[moduleSpec.moduleName];
        } else {
          for (var i = 0; i < moduleSpec.moduleCompatVersions.length; i++) {
            var moduleCompatVersion = moduleSpec.moduleCompatVersions[i];
            var module2 = namespace[moduleSpec.moduleName + "@" + moduleCompatVersion.raw];
            if (module2) {
              return module2;
            }
          }
        }
        return void 0;
      };
      exports.getModuleSpec = function(moduleQName) {
        var moduleSpec = new ModuleSpec(moduleQName);
        var moduleNamespaceObj = exports.getModuleNamespaceObj(moduleSpec);
        if (moduleNamespaceObj) {
          var loading = getLoadingModule(moduleSpec);
          if (loading && loading.moduleSpec) {
            return loading.moduleSpec;
          }
        }
        return moduleSpec;
      };
      function getResourceLocationResolvers() {
        var jenkinsCIGlobal2 = exports.getJenkins();
        if (!jenkinsCIGlobal2.resourceLocationResolvers) {
          jenkinsCIGlobal2.resourceLocationResolvers = [];
        }
        return jenkinsCIGlobal2.resourceLocationResolvers;
      }
      function getResourceLocationResolverFunc(moduleSpec) {
        var resolvers = getResourceLocationResolvers();
        for (var i = 0; i < resolvers.length; i++) {
          var resolver = resolvers[i];
          if (resolver && resolver.canResolve(moduleSpec)) {
            return resolver.resolverFunc;
          }
        }
        var loadingModule = getLoadingModule(moduleSpec);
        if (loadingModule.loadedBy) {
          return getResourceLocationResolverFunc(loadingModule.loadedBy);
        }
        return void 0;
      }
      exports.getResourceLocationResolverFunc = getResourceLocationResolverFunc;
      function getScriptId(scriptSrc, config) {
        if (typeof config === "string") {
          return config;
        } else if (typeof config === "object" && config.scriptId) {
          return config.scriptId;
        } else {
          return "jenkins-script:" + scriptSrc;
        }
      }
      exports.getRootURL = getRootURL;
      function getRootURL() {
        if (jenkinsCIGlobal && jenkinsCIGlobal.rootURL) {
          return jenkinsCIGlobal.rootURL;
        }
        var docHead = exports.getHeadElement();
        var rootURL = getAttribute(docHead, "data-rooturl");
        if (rootURL === void 0 || rootURL === null) {
          rootURL = getAttribute(docHead, "resurl");
          if (rootURL === void 0 || rootURL === null) {
            throw new Error("Attribute 'data-rooturl' not defined on the document <head> element.");
          }
        }
        if (jenkinsCIGlobal) {
          jenkinsCIGlobal.rootURL = rootURL;
        }
        return rootURL;
      }
      exports.getAdjunctURL = getAdjunctURL2;
      function getAdjunctURL2() {
        if (jenkinsCIGlobal && jenkinsCIGlobal.adjunctURL) {
          return jenkinsCIGlobal.adjunctURL;
        }
        var docHead = exports.getHeadElement();
        var adjunctURL = getAttribute(docHead, "data-adjuncturl");
        if (adjunctURL === void 0 || adjunctURL === null) {
          adjunctURL = getAttribute(docHead, "resurl");
          if (adjunctURL === void 0 || adjunctURL === null) {
            throw new Error("Attribute 'data-adjuncturl' not defined on the document <head> element.");
          }
          adjunctURL = adjunctURL.replace("static/", "adjuncts/");
        }
        if (jenkinsCIGlobal) {
          jenkinsCIGlobal.adjunctURL = adjunctURL;
        }
        return adjunctURL;
      }
      function createElement(name) {
        var document2 = window.document;
        return document2.createElement(name);
      }
      function getAttribute(element, attributeName) {
        var value = element.getAttribute(attributeName.toLowerCase());
        if (value) {
          return value;
        } else {
          return element.getAttribute(attributeName);
        }
      }
      function getLoadingModule(moduleSpec) {
        var moduleNamespaceObj = exports.getModuleNamespaceObj(moduleSpec);
        var moduleName = moduleSpec.getLoadBundleName();
        if (!moduleNamespaceObj.loadingModules) {
          moduleNamespaceObj.loadingModules = {};
        }
        if (!moduleNamespaceObj.loadingModules[moduleName]) {
          moduleNamespaceObj.loadingModules[moduleName] = {};
        }
        return moduleNamespaceObj.loadingModules[moduleName];
      }
      function endsWith(string, suffix) {
        return string.indexOf(suffix, string.length - suffix.length) !== -1;
      }
      function thisBundleNamespaceProvider() {
        if (whoami2 !== void 0) {
          return whoami2.nsProvider;
        }
        return void 0;
      }
      function getBundleNSProviderFromScriptElement(namespace, moduleName) {
        var docHead = exports.getHeadElement();
        var scripts = docHead.getElementsByTagName("script");
        for (var i = 0; i < scripts.length; i++) {
          var script = scripts[i];
          var elNamespace = script.getAttribute("data-jenkins-module-namespace");
          var elModuleName = script.getAttribute("data-jenkins-module-moduleName");
          if (elNamespace === namespace && elModuleName === moduleName) {
            return script.getAttribute("data-jenkins-module-nsProvider");
          }
        }
        return void 0;
      }
    }
  });

  // node_modules/@jenkins-cd/js-modules/js/index.js
  var require_js = __commonJS({
    "node_modules/@jenkins-cd/js-modules/js/index.js"(exports) {
      var internal = require_internal();
      var promise = require_promise();
      var ModuleSpec = require_ModuleSpec();
      var onRegisterTimeout;
      var whoami2;
      exports.whoami = function(moduleQName) {
        if (moduleQName) {
          whoami2 = moduleQName;
          internal.whoami(whoami2);
        }
        return whoami2;
      };
      exports.importModule = function() {
        if (arguments.length === 1) {
          return internal.importModule(arguments[0], onRegisterTimeout);
        }
        var moduleQNames = [];
        for (var i = 0; i < arguments.length; i++) {
          var argument = arguments[i];
          if (typeof argument === "string") {
            moduleQNames.push(argument);
          }
        }
        if (moduleQNames.length == 0) {
          throw new Error("No module names specified.");
        }
        return promise.make(function(resolve, reject) {
          var fulfillments = [];
          function onFulfillment() {
            if (fulfillments.length === moduleQNames.length) {
              var modules = [];
              for (var i3 = 0; i3 < fulfillments.length; i3++) {
                if (fulfillments[i3].value) {
                  modules.push(fulfillments[i3].value);
                } else {
                  return;
                }
              }
              resolve(modules);
            }
          }
          for (var i2 = 0; i2 < moduleQNames.length; i2++) {
            let doRequire2 = function(moduleQName) {
              var promise2 = internal.importModule(moduleQName, onRegisterTimeout);
              var fulfillment = {
                promise: promise2,
                value: void 0
              };
              fulfillments.push(fulfillment);
              promise2.onFulfilled(function(value) {
                fulfillment.value = value;
                onFulfillment();
              }).onRejected(function(error) {
                reject(error);
              });
            };
            var doRequire = doRequire2;
            doRequire2(moduleQNames[i2]);
          }
        }).applyArgsOnFulfill();
      };
      exports.requireModule = function(moduleQName) {
        var parsedModuleName = new ModuleSpec(moduleQName);
        var module2 = internal.getModule(parsedModuleName);
        if (!module2) {
          throw new Error("Unable to perform synchronous 'require' for module '" + moduleQName + "'. This module is not pre-loaded. The module needs to have been asynchronously pre-loaded via an outer call to 'import'.");
        }
        return module2.exports;
      };
      exports.exportModule = function(namespace, moduleName, module2, onError) {
        try {
          var moduleQName = (namespace ? namespace + ":" : "") + moduleName;
          var moduleSpec = new ModuleSpec(moduleQName);
          var moduleNamespaceObj = internal.getModuleNamespaceObj(moduleSpec);
          var moduleLoadName = moduleSpec.getLoadBundleName();
          if (moduleNamespaceObj[moduleLoadName]) {
            if (namespace) {
              console.debug("Jenkins plugin module '" + namespace + ":" + moduleName + "' already registered.");
            } else {
              console.debug("Jenkins global module '" + moduleName + "' already registered.");
            }
            return;
          }
          if (!module2) {
            module2 = {
              exports: {}
            };
          } else if (module2.exports === void 0) {
            module2 = {
              exports: module2
            };
          }
          moduleNamespaceObj[moduleLoadName] = module2;
          internal.notifyModuleExported(moduleSpec, module2.exports);
        } catch (e) {
          console.error(e);
          if (onError) {
            onError(e);
          }
        }
      };
      exports.addResourceLocationResolver = function(resourceLocationResolver) {
        internal.addResourceLocationResolver(resourceLocationResolver);
      };
      exports.getResourceLocationResolver = function(moduleSpec) {
        if (typeof moduleSpec === "string") {
          moduleSpec = new ModuleSpec(moduleSpec);
        }
        var resolver = internal.getResourceLocationResolverFunc(moduleSpec);
        if (resolver) {
          return function(resourcePath) {
            return resolver(moduleSpec, resourcePath);
          };
        }
        return void 0;
      };
      exports.addModuleCSSToPage = function(namespace, moduleName, onError) {
        try {
          internal.addModuleCSSToPage(namespace, moduleName);
        } catch (e) {
          console.error(e);
          if (onError) {
            onError(e);
          }
        }
      };
      exports.addPluginCSSToPage = function(pluginName, cssPath, onError) {
        try {
          internal.addPluginCSSToPage(pluginName, cssPath);
        } catch (e) {
          console.error(e);
          if (onError) {
            onError(e);
          }
        }
      };
      exports.toCSSId = function(cssPath, namespace) {
        return internal.toCSSId(cssPath, namespace);
      };
      exports.addCSSToPage = function(cssPath, onError) {
        try {
          if (cssPath.indexOf(internal.getAdjunctURL()) === 0) {
            internal.addCSSToPage(void 0, cssPath);
          } else if (cssPath.indexOf("http://") === 0 || cssPath.indexOf("https://") === 0) {
            internal.addCSSToPage(void 0, cssPath);
          } else {
            internal.addCSSToPage(void 0, internal.getRootURL() + "/" + cssPath);
          }
        } catch (e) {
          console.error(e);
          if (onError) {
            onError(e);
          }
        }
      };
      exports.addScript = function(scriptSrc, options) {
        internal.addScript(scriptSrc, options);
      };
      exports.setRegisterTimeout = function(timeout) {
        onRegisterTimeout = timeout;
      };
      exports.setRootURL = function(rootUrl) {
        internal.setRootURL(rootUrl);
      };
      exports.getRootURL = internal.getRootURL;
      exports.getAdjunctURL = internal.getAdjunctURL;
      exports.initJenkinsGlobal = function() {
        internal.initJenkinsGlobal();
      };
      internal.onJenkinsGlobalInit(function(jenkinsCIGlobal) {
        if (!jenkinsCIGlobal._internal) {
          jenkinsCIGlobal._internal = {
            importModule: exports.importModule,
            addScript: internal.addScript
          };
        }
      });
    }
  });

  // src/host.js
  function provide(modules) {
    host = modules;
  }
  function React() {
    return host.React;
  }
  function core() {
    return host.core;
  }
  var host;
  var init_host = __esm({
    "src/host.js"() {
      host = null;
    }
  });

  // src/report.js
  function report(where, error) {
    try {
      console.error(`Deploy Hooks (${where}):`, error);
    } catch (e) {
    }
  }
  var init_report = __esm({
    "src/report.js"() {
    }
  });

  // ../resources/io/jenkins/plugins/deployhooks/ui/BlueOcean.properties
  var BlueOcean_default;
  var init_BlueOcean = __esm({
    "../resources/io/jenkins/plugins/deployhooks/ui/BlueOcean.properties"() {
      BlueOcean_default = "# The tab of Blue Ocean; also the English that the tab falls back to.\ntitle=Deploy hooks\nloading=Loading\nnone=No deployment hooks have run in this build.\nnone.yet=No deployment has begun in this build yet.\nwarnings=Warnings\ncache.hit=From cache:\ncache.miss=Not from cache:\ndeployment=Deployment to {0}\ndeployment.app=Deployment of {0} to {1}\ndeployment.many={0} ({1})\ncolumn.event=Event\ncolumn.hook=Hook\ncolumn.state=State\ncolumn.start=Start\ncolumn.duration=Duration\ncolumn.attempts=Attempts\ncolumn.agent=Agent\ncolumn.reason=Reason\ncolumn.log=Log\nexit=exit code {0}\nsignal=signal {0}\npolicy=policy: {0}\nduration.millis={0} ms\nduration.seconds={0} s\nduration.minutes={0} min {1} s\nduration.hours={0} h {1} min\nsize.bytes={0} bytes\nsize.kib={0} KiB\nsize.mib={0} MiB\nlog.show=Show log\nlog.show.of=Show log of {0}\nlog.hide=Hide log\nlog.hide.of=Hide log of {0}\nlog.of=Log of {0}\nlog.tail=The first {0} are not shown.\nlog.all=Show all\nlog.page=Open its page\nlog.follows=The hook is running; new lines appear here.\nlog.empty=There is no output.\nlog.error=The log cannot be read at the moment; it is tried again.\nlog.gone=The log is not there any more, or you may not read it.\nerror.request=The deployments cannot be read ({0}).\nerror.permission=You have no permission to see the deployments of this build.\nerror.again=Try again\nerror.render=The deploy hooks cannot be shown. The console of the browser says why.\n";
    }
  });

  // src/words.js
  function fill(pattern, values) {
    return pattern.replace(/\{(\d)\}/g, (hole, index) => index in values ? String(values[index]) : hole);
  }
  function text(key, ...values) {
    const fallback = key in english ? english[key] : key;
    if (!usable) {
      return fill(fallback, values);
    }
    try {
      translate = translate || core().i18nTranslator("deploy-hooks", BUNDLE);
      const options = { defaultValue: fallback };
      values.forEach((value, index) => options[index] = value);
      const found = translate(key, options);
      return fill(typeof found === "string" && found !== "" ? found : fallback, values);
    } catch (e) {
      usable = false;
      report("words", e);
      return fill(fallback, values);
    }
  }
  function time(millis) {
    return typeof millis === "number" ? new Date(millis).toLocaleTimeString() : "";
  }
  function duration(millis) {
    if (typeof millis !== "number" || !(millis >= 0)) {
      return "";
    }
    if (millis < 1e3) {
      return text("duration.millis", Math.round(millis));
    }
    if (millis < 59950) {
      return text("duration.seconds", (millis / 1e3).toFixed(1));
    }
    const seconds = Math.round(millis / 1e3);
    if (seconds < 3600) {
      return text("duration.minutes", Math.floor(seconds / 60), seconds % 60);
    }
    const minutes = Math.round(seconds / 60);
    return text("duration.hours", Math.floor(minutes / 60), minutes % 60);
  }
  function size(bytes) {
    if (bytes < 1024) {
      return text("size.bytes", bytes);
    }
    const kib = bytes / 1024;
    return kib < 1024 ? text("size.kib", kib.toFixed(0)) : text("size.mib", (kib / 1024).toFixed(1));
  }
  var BUNDLE, english, translate, usable;
  var init_words = __esm({
    "src/words.js"() {
      init_host();
      init_report();
      init_BlueOcean();
      BUNDLE = "io.jenkins.plugins.deployhooks.ui.BlueOcean";
      english = {};
      for (const line of BlueOcean_default.split(/\r?\n/)) {
        const at = line.indexOf("=");
        if (at > 0 && line[0] !== "#") {
          english[line.slice(0, at).trim()] = line.slice(at + 1).trim();
        }
      }
      translate = null;
      usable = true;
    }
  });

  // src/react.js
  var react_default;
  var init_react = __esm({
    "src/react.js"() {
      init_host();
      react_default = React();
    }
  });

  // src/guarded.js
  var Guarded;
  var init_guarded = __esm({
    "src/guarded.js"() {
      init_react();
      init_report();
      init_words();
      Guarded = class extends react_default.Component {
        // What is to be drawn; other functions of ours are called, not drawn as components, so that this catches theirs too.
        draw() {
          return null;
        }
        render() {
          try {
            return this.draw();
          } catch (e) {
            report("render", e);
            try {
              return /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-error", role: "alert" }, text("error.render"));
            } catch (again) {
              return null;
            }
          }
        }
        // Runs what a life cycle method or an event does.
        safely(what) {
          try {
            return what();
          } catch (e) {
            report("event", e);
            return void 0;
          }
        }
      };
    }
  });

  // src/rest.js
  function deployments(runHref) {
    return Promise.resolve(core().Fetch.fetchJSON(`${runHref}deployHooks/?tree=${TREE}`, QUIETLY)).then(
      (answer) => answer && Array.isArray(answer.deployments) ? answer.deployments : [],
      (error) => {
        if (statusOf(error) === 404) {
          return [];
        }
        throw error;
      }
    );
  }
  function logAddress(logUrl) {
    const root = core().UrlConfig.getJenkinsRootURL().replace(/\/$/, "");
    return `${root}/${logUrl.replace(/^\//, "")}`;
  }
  function logText(address, start) {
    const url = `${address}progressiveText?start=${start}`;
    return Promise.resolve(core().Fetch.fetch(url, { disableLoadingIndicator: true, ignoreRefreshHeader: true })).then(
      (response) => response.text().then((text2) => {
        const end = Number(response.headers.get("X-Text-Size"));
        return {
          text: text2,
          end: Number.isFinite(end) && end > 0 ? end : start,
          more: response.headers.get("X-More-Data") === "true"
        };
      })
    );
  }
  function statusOf(error) {
    return error && error.response ? error.response.status : void 0;
  }
  var QUIETLY, STEP, SHOWN, TREE;
  var init_rest = __esm({
    "src/rest.js"() {
      init_host();
      QUIETLY = { disableCapabilities: true, disableLoadingIndicator: true };
      STEP = [
        ...["id", "event", "title", "state", "stateWord", "exitCode", "signal", "policy", "reason"],
        ...["startedAt", "durationMillis", "attempts", "agent", "logUrl", "logBytes"]
      ];
      SHOWN = ["id", "app", "environment", "outcome", "outcomeWord", "reason", "durationMillis", "warnings", "cache[hit,reason]", `steps[${STEP}]`];
      TREE = encodeURIComponent(`deployments[${SHOWN}]`);
    }
  });

  // src/ansi.js
  function pieces(text2, style) {
    const list = [];
    const cut = UNFINISHED.exec(text2.slice(-LONGEST_UNFINISHED));
    const rest = cut ? cut[0] : "";
    const whole = text2.slice(0, text2.length - rest.length);
    let from = 0;
    let current = style;
    const push = (to) => {
      if (to > from) {
        list.push({ text: whole.slice(from, to), style: current });
      }
    };
    ESCAPE.lastIndex = 0;
    for (let found = ESCAPE.exec(whole); found; found = ESCAPE.exec(whole)) {
      push(found.index);
      from = ESCAPE.lastIndex;
      if (found[2] === "m") {
        current = applied(found[1], current);
      }
    }
    push(whole.length);
    return { pieces: list, style: current, rest };
  }
  function applied(codes, style) {
    const kinds = {};
    for (const name of style.split(" ").filter(Boolean)) {
      kinds[name.split("-")[0]] = name;
    }
    const list = codes.split(";").map(Number);
    for (let at = 0; at < list.length; at++) {
      const code = list[at];
      if (code === 38 || code === 48) {
        at += list[at + 1] === 5 ? 2 : 4;
      } else {
        apply(code, kinds);
      }
    }
    return Object.values(kinds).join(" ");
  }
  function apply(code, kinds) {
    if (code === 0) {
      Object.keys(kinds).forEach((kind) => delete kinds[kind]);
    } else if (code === 1) {
      kinds.bold = "bold";
    } else if (code === 4) {
      kinds.underline = "underline";
    } else if (code === 22) {
      delete kinds.bold;
    } else if (code === 24) {
      delete kinds.underline;
    } else if (code === 39) {
      delete kinds.fg;
    } else if (code === 49) {
      delete kinds.bg;
    } else if (code >= 30 && code <= 37 || code >= 90 && code <= 97) {
      kinds.fg = `fg-${code % 10}`;
    } else if (code >= 40 && code <= 47 || code >= 100 && code <= 107) {
      kinds.bg = `bg-${code % 10}`;
    }
  }
  var ESCAPE, UNFINISHED, LONGEST_UNFINISHED, PLAIN;
  var init_ansi = __esm({
    "src/ansi.js"() {
      ESCAPE = /\u001b(?:\[([0-9;?]*)[ -\/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])/g;
      UNFINISHED = /\u001b(?:\[[0-9;?]*[ -\/]*|\][^\u0007\u001b]*)?$/;
      LONGEST_UNFINISHED = 256;
      PLAIN = "";
    }
  });

  // src/follow.js
  function add(blocks, piece) {
    let { text: text2 } = piece;
    while (text2 !== "") {
      const last = blocks.length > 0 ? blocks.pop() : { pieces: [], length: 0 };
      const room = BLOCK - last.length;
      const line = text2.length <= room ? -1 : text2.indexOf("\n", Math.max(room - 1, 0));
      const here = line < 0 ? text2 : text2.slice(0, line + 1);
      blocks.push({ pieces: last.pieces.concat({ text: here, style: piece.style }), length: last.length + here.length });
      text2 = text2.slice(here.length);
      if (text2 !== "") {
        blocks.push({ pieces: [], length: 0 });
      }
    }
  }
  var TAIL, PAUSE, LONGEST_PAUSE, FULL, GONE, BLOCK, Follower;
  var init_follow = __esm({
    "src/follow.js"() {
      init_rest();
      init_report();
      init_ansi();
      TAIL = 128 * 1024;
      PAUSE = 2e3;
      LONGEST_PAUSE = 32e3;
      FULL = 1024 * 1024;
      GONE = [401, 403, 404];
      BLOCK = 64 * 1024;
      Follower = class {
        // changed is called with { blocks, start, more, error } whenever something is new
        constructor(address, changed) {
          this.address = address;
          this.changed = changed;
          this.generation = 0;
          this.timer = null;
        }
        // open BYTES: at the tail of a log of that size, so that a long one is there at once
        open(bytes) {
          this.openAt(Math.max(0, (bytes || 0) - TAIL));
        }
        openAt(start) {
          this.close();
          Object.assign(this, { start, end: start, blocks: [], style: PLAIN, rest: "", pause: PAUSE });
          this.read(this.generation);
        }
        close() {
          this.generation++;
          clearTimeout(this.timer);
        }
        read(generation) {
          const current = () => this.generation === generation;
          this.ask().then((answer) => current() && this.arrived(answer, generation), (error) => current() && this.failed(error, generation)).catch((e) => report("log", e));
        }
        ask() {
          try {
            return logText(this.address, this.end);
          } catch (e) {
            return Promise.reject(e);
          }
        }
        arrived(answer, generation) {
          this.pause = PAUSE;
          const full = answer.end - this.end >= FULL;
          this.append(answer.text);
          this.end = answer.end;
          this.tell(answer.more, null);
          if (answer.more) {
            this.later(generation, full ? 0 : this.pause);
          }
        }
        failed(error, generation) {
          report("log", error);
          const lost = GONE.includes(statusOf(error));
          this.tell(!lost, error);
          if (!lost) {
            this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
            this.later(generation, this.pause);
          }
        }
        later(generation, pause) {
          this.timer = setTimeout(() => this.read(generation), pause);
        }
        tell(more, error) {
          this.changed({ blocks: this.blocks, start: this.start, more, error });
        }
        append(text2) {
          const first = this.start > 0 && this.end === this.start;
          const whole = first ? text2.slice(text2.indexOf("\n") + 1) : text2;
          const parsed = pieces(this.rest + whole.replace(/\r\n/g, "\n"), this.style);
          this.style = parsed.style;
          this.rest = parsed.rest;
          const blocks = this.blocks.slice();
          parsed.pieces.forEach((piece) => add(blocks, piece));
          this.blocks = blocks;
        }
      };
    }
  });

  // src/log.js
  var Block, Log;
  var init_log = __esm({
    "src/log.js"() {
      init_react();
      init_follow();
      init_guarded();
      init_rest();
      init_words();
      Block = class extends Guarded {
        shouldComponentUpdate(next) {
          return next.block !== this.props.block;
        }
        draw() {
          return /* @__PURE__ */ react_default.createElement("span", { className: "deploy-hooks-block" }, this.props.block.pieces.map(
            (piece, at) => piece.style ? /* @__PURE__ */ react_default.createElement("span", { key: at, className: piece.style.replace(/(\S+)/g, "deploy-hooks-$1") }, piece.text) : piece.text
          ));
        }
      };
      Log = class extends Guarded {
        constructor(props) {
          super(props);
          this.state = { blocks: null, start: 0, more: true, error: null };
          this.follower = null;
          this.atEnd = true;
          this.showAll = this.showAll.bind(this);
        }
        componentDidMount() {
          this.safely(() => {
            this.follower = new Follower(logAddress(this.props.logUrl), (now) => this.setState(now));
            this.follower.open(this.props.bytes);
          });
        }
        componentWillUnmount() {
          if (this.follower) {
            this.follower.close();
          }
        }
        componentWillUpdate() {
          const pre = this.pre;
          this.atEnd = !pre || pre.scrollHeight - pre.scrollTop - pre.clientHeight < 8;
        }
        componentDidUpdate() {
          if (this.pre && this.atEnd) {
            this.pre.scrollTop = this.pre.scrollHeight;
          }
        }
        showAll() {
          this.safely(() => {
            this.setState({ blocks: null, start: 0, more: true, error: null });
            this.follower.openAt(0);
          });
        }
        draw() {
          const { name, logUrl } = this.props;
          const { blocks, start, more, error } = this.state;
          return /* @__PURE__ */ react_default.createElement("section", { className: "deploy-hooks-log", "aria-label": text("log.of", name) }, /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-log-head" }, start > 0 && /* @__PURE__ */ react_default.createElement("span", null, text("log.tail", size(start)), " ", /* @__PURE__ */ react_default.createElement("button", { type: "button", onClick: this.showAll }, text("log.all")), " "), /* @__PURE__ */ react_default.createElement("a", { href: logAddress(logUrl), target: "_blank", rel: "noopener" }, text("log.page"))), error && /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-error", role: "alert" }, text(more ? "log.error" : "log.gone")), /* @__PURE__ */ react_default.createElement("pre", { tabIndex: "0", role: "log", "aria-label": text("log.of", name), "aria-live": "off", ref: (pre) => this.pre = pre }, blocks && blocks.map((block, at) => /* @__PURE__ */ react_default.createElement(Block, { key: at, block })), blocks && blocks.length === 0 && !more && !error && /* @__PURE__ */ react_default.createElement("em", null, text("log.empty"))), more && !error && /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-note", role: "status" }, text(blocks ? "log.follows" : "loading")));
        }
      };
    }
  });

  // src/states.js
  function state(name, word) {
    const [kind, path] = SIGNS[String(name).toUpperCase()] || ["quiet", QUESTION];
    return /* @__PURE__ */ react_default.createElement("span", { className: `deploy-hooks-state deploy-hooks-${kind}` }, /* @__PURE__ */ react_default.createElement("svg", { viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true", focusable: "false" }, /* @__PURE__ */ react_default.createElement("circle", { cx: "8", cy: "8", r: "7" }), /* @__PURE__ */ react_default.createElement("path", { d: path })), /* @__PURE__ */ react_default.createElement("span", null, word));
  }
  var CHECK, CROSS, MARK, CLOCK, SQUARE, DASH, DOTS, DOT, QUESTION, SIGNS;
  var init_states = __esm({
    "src/states.js"() {
      init_react();
      CHECK = "M4 8.5l2.7 2.7L12 5.5";
      CROSS = "M5 5l6 6M11 5l-6 6";
      MARK = "M8 4v5M8 11.5v.5";
      CLOCK = "M8 4.5V8l2.5 1.5";
      SQUARE = "M5.5 5.5h5v5h-5z";
      DASH = "M4.5 8h7";
      DOTS = "M4.5 8h.01M8 8h.01M11.5 8h.01";
      DOT = "M8 8h.01";
      QUESTION = "M6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.8v.1";
      SIGNS = {
        SUCCEEDED: ["good", CHECK],
        SUCCESS: ["good", CHECK],
        UNSTABLE: ["warning", MARK],
        FAILED: ["bad", CROSS],
        TIMED_OUT: ["bad", CLOCK],
        LOST: ["bad", QUESTION],
        ABORTED: ["quiet", SQUARE],
        SKIPPED: ["quiet", DASH],
        PENDING: ["quiet", DOT],
        RUNNING: ["running", DOTS]
      };
    }
  });

  // src/table.js
  function deployment(one, { index, opened, toggle, many }) {
    const title = `deploy-hooks-title-${index}`;
    const steps = Array.isArray(one.steps) ? one.steps.filter((step) => !isSaid(step, one.cache)) : [];
    return /* @__PURE__ */ react_default.createElement("section", { key: one.id || index, className: "deploy-hooks-deployment", "aria-labelledby": title }, /* @__PURE__ */ react_default.createElement("h2", { id: title }, state(one.outcome, one.outcomeWord), " ", heading(one, many), /* @__PURE__ */ react_default.createElement("span", { className: "deploy-hooks-aside" }, duration(one.durationMillis))), one.reason && /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-reason" }, one.reason), warnings(one.warnings), cache(one.cache), /* @__PURE__ */ react_default.createElement("div", { className: "deploy-hooks-scroll" }, /* @__PURE__ */ react_default.createElement("table", { "aria-labelledby": title }, /* @__PURE__ */ react_default.createElement("thead", null, /* @__PURE__ */ react_default.createElement("tr", null, COLUMNS.map((column) => /* @__PURE__ */ react_default.createElement("th", { key: column, scope: "col" }, text(`column.${column}`))))), /* @__PURE__ */ react_default.createElement("tbody", null, steps.map((step, at) => rows(step, { at, previous: steps[at - 1], index, opened, toggle }))))));
  }
  function heading(one, many) {
    const what = one.app ? text("deployment.app", one.app, one.environment) : text("deployment", one.environment);
    return many ? text("deployment.many", what, one.id) : what;
  }
  function cache(decision) {
    return decision && decision.reason ? /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-cache" }, /* @__PURE__ */ react_default.createElement("strong", null, text(decision.hit ? "cache.hit" : "cache.miss")), " ", decision.reason) : null;
  }
  function isSaid(step, decision) {
    return ARCHIVES.includes(step.id) && step.state === "SKIPPED" && Boolean(step.reason) && Boolean(decision) && step.reason === decision.reason;
  }
  function warnings(list) {
    if (!Array.isArray(list) || list.length === 0) {
      return null;
    }
    return /* @__PURE__ */ react_default.createElement("ul", { className: "deploy-hooks-warnings", "aria-label": text("warnings") }, list.map((warning, at) => /* @__PURE__ */ react_default.createElement("li", { key: at }, warning)));
  }
  function rows(step, { at, previous, index, opened, toggle }) {
    const key = `${index}:${step.id}`;
    const panel = `deploy-hooks-log-${index}-${at}`;
    const open = Boolean(step.logUrl) && Boolean(opened[key]);
    const main = row(step, { key, panel, open, previous, toggle });
    if (!open) {
      return [main];
    }
    return [
      main,
      /* @__PURE__ */ react_default.createElement("tr", { key: `${key}:log`, className: "deploy-hooks-log-row" }, /* @__PURE__ */ react_default.createElement("td", { colSpan: COLUMNS.length, id: panel }, /* @__PURE__ */ react_default.createElement(Log, { key: step.logUrl, name: step.id, logUrl: step.logUrl, bytes: step.logBytes })))
    ];
  }
  function asides(step) {
    const told = [];
    if (typeof step.signal === "number") {
      told.push(text("signal", step.signal));
    } else if (step.exitCode) {
      told.push(text("exit", step.exitCode));
    }
    if (FAILED.includes(step.state) && step.policy && step.policy !== "fail") {
      told.push(text("policy", step.policy));
    }
    return told;
  }
  function row(step, { key, panel, open, previous, toggle }) {
    const repeated = step.event && previous && previous.event === step.event;
    return /* @__PURE__ */ react_default.createElement("tr", { key }, /* @__PURE__ */ react_default.createElement("td", { className: repeated ? "deploy-hooks-repeated" : "" }, step.event || ""), /* @__PURE__ */ react_default.createElement("th", { scope: "row" }, step.title), /* @__PURE__ */ react_default.createElement("td", null, state(step.state, step.stateWord), asides(step).map((aside) => /* @__PURE__ */ react_default.createElement("span", { key: aside, className: "deploy-hooks-aside" }, aside))), /* @__PURE__ */ react_default.createElement("td", { className: "deploy-hooks-number" }, time(step.startedAt)), /* @__PURE__ */ react_default.createElement("td", { className: "deploy-hooks-number" }, NOT_RUN.includes(step.state) ? "" : duration(step.durationMillis)), /* @__PURE__ */ react_default.createElement("td", { className: "deploy-hooks-number" }, step.attempts || ""), /* @__PURE__ */ react_default.createElement("td", null, step.agent || ""), /* @__PURE__ */ react_default.createElement("td", { className: "deploy-hooks-text" }, step.reason || ""), /* @__PURE__ */ react_default.createElement("td", null, step.logUrl && /* @__PURE__ */ react_default.createElement(
      "button",
      {
        type: "button",
        "aria-expanded": open ? "true" : "false",
        "aria-controls": open ? panel : void 0,
        "aria-label": text(open ? "log.hide.of" : "log.show.of", step.id),
        onClick: () => toggle(key)
      },
      text(open ? "log.hide" : "log.show")
    )));
  }
  var NOT_RUN, FAILED, COLUMNS, ARCHIVES;
  var init_table = __esm({
    "src/table.js"() {
      init_react();
      init_log();
      init_states();
      init_words();
      NOT_RUN = ["SKIPPED", "PENDING"];
      FAILED = ["FAILED", "TIMED_OUT", "LOST"];
      COLUMNS = ["event", "hook", "state", "start", "duration", "attempts", "agent", "reason", "log"];
      ARCHIVES = ["restore", "save", "bring"];
    }
  });

  // src/deployments.js
  function hrefOf(props) {
    return props.result._links.self.href;
  }
  function goesOn(props) {
    return props.result.state !== "FINISHED";
  }
  var PAUSE2, LONGEST_PAUSE2, Deployments;
  var init_deployments = __esm({
    "src/deployments.js"() {
      init_react();
      init_guarded();
      init_report();
      init_rest();
      init_table();
      init_words();
      PAUSE2 = 2e3;
      LONGEST_PAUSE2 = 32e3;
      Deployments = class extends Guarded {
        constructor(props) {
          super(props);
          this.state = { deployments: null, error: null, opened: {} };
          this.timer = null;
          this.request = 0;
          this.pause = PAUSE2;
          this.toggle = this.toggle.bind(this);
          this.load = this.load.bind(this);
        }
        componentDidMount() {
          this.load();
        }
        componentWillReceiveProps(next) {
          this.safely(() => {
            const other = hrefOf(next) !== hrefOf(this.props);
            if (other) {
              this.setState({ deployments: null, error: null, opened: {} });
            }
            if (other || goesOn(next) !== goesOn(this.props)) {
              this.load(next);
            }
          });
        }
        componentWillUnmount() {
          this.request = -1;
          clearTimeout(this.timer);
        }
        load(props) {
          this.safely(() => {
            const now = props && props.result ? props : this.props;
            clearTimeout(this.timer);
            const request = ++this.request;
            const current = () => this.request === request;
            this.ask(hrefOf(now)).then((found) => current() && this.arrived(found), (error) => current() && this.failed(error)).catch((e) => report("answer", e)).then(() => current() && this.again());
          });
        }
        ask(href) {
          try {
            return deployments(href);
          } catch (e) {
            return Promise.reject(e);
          }
        }
        arrived(found) {
          this.pause = PAUSE2;
          this.setState({ deployments: found, error: null });
        }
        failed(error) {
          report("request", error);
          this.pause = Math.min(this.pause * 2, LONGEST_PAUSE2);
          this.setState({ error });
        }
        again() {
          if (goesOn(this.props)) {
            this.timer = setTimeout(() => document.hidden ? this.again() : this.load(), this.pause);
          }
        }
        toggle(key) {
          this.safely(() => this.setState({ opened: { ...this.state.opened, [key]: !this.state.opened[key] } }));
        }
        draw() {
          const { deployments: found, error, opened } = this.state;
          return /* @__PURE__ */ react_default.createElement("div", { className: "deploy-hooks-pane" }, error && this.drawError(error), found === null && !error && this.drawNote("loading"), found && found.length === 0 && this.drawNote(goesOn(this.props) ? "none.yet" : "none"), found && found.map((one, index) => deployment(one, { index, opened, toggle: this.toggle, many: found.length > 1 })));
        }
        drawNote(key) {
          return /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-note", role: "status" }, text(key));
        }
        drawError(error) {
          const status = statusOf(error);
          return /* @__PURE__ */ react_default.createElement("p", { className: "deploy-hooks-error", role: "alert" }, status === 401 || status === 403 ? text("error.permission") : text("error.request", status || ""), " ", /* @__PURE__ */ react_default.createElement("button", { type: "button", onClick: this.load }, text("error.again")));
        }
      };
    }
  });

  // src/tab.js
  var tab_exports = {};
  __export(tab_exports, {
    DeployHooksTab: () => DeployHooksTab
  });
  var jsModules, CSS, DeployHooksTab;
  var init_tab = __esm({
    "src/tab.js"() {
      jsModules = __toESM(require_js(), 1);
      init_report();
      init_words();
      init_deployments();
      CSS = "/org/jenkins/ui/jsmodules/deploy-hooks/deploy-hooks.css";
      try {
        jsModules.addCSSToPage(jsModules.getAdjunctURL() + CSS);
      } catch (e) {
        report("style sheet", e);
      }
      DeployHooksTab = class {
        constructor() {
          this.name = "deploy-hooks";
          this.title = text("title");
          this.component = Deployments;
          this.notification = null;
        }
      };
    }
  });

  // src/jenkins-js-extension.js
  var jsModules2 = __toESM(require_js(), 1);
  init_host();
  init_report();
  var PLUGIN = "deploy-hooks";
  var MODULE = "jenkins-js-extension";
  var POINT = "jenkins.run.actions";
  var COMPONENT = "DeployHooksTab";
  var SHARED = [
    "jenkins-cd-js-extensions:jenkins-cd-js-extensions@any",
    "react:react@any",
    "jenkins-cd-blueocean-core-js:jenkins-cd-blueocean-core-js@any"
  ];
  var LONGEST_WAIT = 4e3;
  var LONGEST_WAIT_FOR_WORDS = 2e3;
  var exported = false;
  function finish() {
    if (!exported) {
      exported = true;
      jsModules2.exportModule(PLUGIN, MODULE, {});
    }
  }
  function withWords(core2, next) {
    let called = false;
    const once = () => {
      if (!called) {
        called = true;
        clearTimeout(timer);
        next();
      }
    };
    const timer = setTimeout(once, LONGEST_WAIT_FOR_WORDS);
    try {
      core2.i18nBundleStartup(once, { hpiPluginId: PLUGIN });
    } catch (e) {
      report("translations", e);
      once();
    }
  }
  function register(extensions, React2, core2) {
    withWords(core2, () => {
      try {
        const { DeployHooksTab: DeployHooksTab2 } = (init_tab(), __toCommonJS(tab_exports));
        extensions.store._registerComponentInstance(POINT, PLUGIN, COMPONENT, DeployHooksTab2);
        extensions.store._onPluginComponentRegistrationComplete(PLUGIN);
      } catch (e) {
        report("registration", e);
      } finally {
        finish();
      }
    });
  }
  try {
    jsModules2.whoami(`${PLUGIN}:${MODULE}`);
    setTimeout(finish, LONGEST_WAIT);
    jsModules2.importModule(...SHARED).onFulfilled((extensions, React2, core2) => {
      try {
        provide({ React: React2, core: core2 });
        register(extensions, React2, core2);
      } catch (e) {
        report("start", e);
        finish();
      }
    }).onRejected((e) => {
      report("shared modules", e);
      finish();
    });
  } catch (e) {
    report("load", e);
    finish();
  }
})();
