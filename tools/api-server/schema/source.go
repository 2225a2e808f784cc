package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

type typeKey struct{ pkg, name string }

// The source of the two modules that types of the API stand in.
type source struct {
	folders  map[string]string
	packages map[string]*declarations
}

// What is read of a package.
type declarations struct {
	types     map[string]*ast.TypeSpec
	closed    map[string]bool
	constants map[string][]string
	imports   map[string]string
	// The group, and the types that are registered for it.
	group      string
	registered []string
}

func download(version string) (source, error) {
	found := source{folders: map[string]string{}, packages: map[string]*declarations{}}
	for _, module := range []string{"k8s.io/api", "k8s.io/apimachinery"} {
		text, err := exec.Command("go", "mod", "download", "-json", module+"@v0."+strings.TrimPrefix(version, "1.")).Output()
		var said struct{ Dir, Error string }
		if broken := json.Unmarshal(text, &said); broken != nil || said.Error != "" || err != nil {
			return source{}, fmt.Errorf("go mod download %s: %s %w", module, said.Error, err)
		}
		found.folders[module] = said.Dir
	}
	return found, nil
}

func (from source) packageOf(pkg string) (*declarations, error) {
	if seen, ok := from.packages[pkg]; ok {
		return seen, nil
	}
	parts := strings.SplitN(pkg, "/", 3)
	folder, ok := from.folders[path.Join(parts[:2]...)]
	if !ok || len(parts) < 3 {
		return nil, fmt.Errorf("%s is in none of the modules", pkg)
	}
	files, err := filepath.Glob(filepath.Join(folder, filepath.FromSlash(parts[2]), "*.go"))
	if err != nil {
		return nil, err
	}
	found := &declarations{
		types: map[string]*ast.TypeSpec{}, closed: map[string]bool{}, constants: map[string][]string{}, imports: map[string]string{},
	}
	for _, file := range files {
		name := filepath.Base(file)
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "zz_generated") || strings.HasPrefix(name, "generated.") {
			continue
		}
		parsed, err := parsedFile(file)
		if err != nil {
			return nil, err
		}
		found.add(parsed)
	}
	from.packages[pkg] = found
	return found, nil
}

func parsedFile(file string) (*ast.File, error) {
	return parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution|parser.ParseComments)
}

func (found *declarations) add(file *ast.File) {
	for _, one := range file.Imports {
		imported := unquoted(one.Path)
		alias := path.Base(imported)
		if one.Name != nil {
			alias = one.Name.Name
		}
		// What is called so in one file and otherwise in another cannot be told apart.
		if other, ok := found.imports[alias]; ok && other != imported {
			imported = ""
		}
		found.imports[alias] = imported
	}
	for _, declaration := range file.Decls {
		switch one := declaration.(type) {
		case *ast.GenDecl:
			for _, spec := range one.Specs {
				found.addSpec(one, spec)
			}
		case *ast.FuncDecl:
			if one.Name.Name == "addKnownTypes" {
				ast.Inspect(one, found.addRegistered)
			}
		}
	}
}

func (found *declarations) addSpec(around *ast.GenDecl, spec ast.Spec) {
	switch one := spec.(type) {
	case *ast.TypeSpec:
		found.types[one.Name.Name] = one
		for _, doc := range []*ast.CommentGroup{around.Doc, one.Doc} {
			if doc != nil && slices.ContainsFunc(doc.List, func(line *ast.Comment) bool { return strings.Contains(line.Text, "+enum") }) {
				found.closed[one.Name.Name] = true
			}
		}
	case *ast.ValueSpec:
		if around.Tok != token.CONST || len(one.Values) != 1 {
			return
		}
		value, ok := one.Values[0].(*ast.BasicLit)
		if !ok || value.Kind != token.STRING {
			return
		}
		if named, ok := one.Type.(*ast.Ident); ok {
			found.constants[named.Name] = append(found.constants[named.Name], unquoted(value))
		} else if one.Names[0].Name == "GroupName" {
			found.group = unquoted(value)
		}
	}
}

// Adds the types of `scheme.AddKnownTypes(SchemeGroupVersion, &Pod{}, …)`.
func (found *declarations) addRegistered(node ast.Node) bool {
	call, ok := node.(*ast.CallExpr)
	if !ok {
		return true
	}
	for _, argument := range call.Args {
		pointer, ok := argument.(*ast.UnaryExpr)
		if !ok {
			continue
		}
		if value, ok := pointer.X.(*ast.CompositeLit); ok {
			if named, ok := value.Type.(*ast.Ident); ok {
				found.registered = append(found.registered, named.Name)
			}
		}
	}
	return true
}

// The package and the name that a type is written with.
func (from source) keyOf(pkg string, expression ast.Expr) (typeKey, error) {
	switch one := expression.(type) {
	case *ast.Ident:
		return typeKey{pkg, one.Name}, nil
	case *ast.SelectorExpr:
		declared, err := from.packageOf(pkg)
		if err != nil {
			return typeKey{}, err
		}
		alias, ok := one.X.(*ast.Ident)
		if !ok || declared.imports[alias.Name] == "" {
			return typeKey{}, fmt.Errorf("%s: not known where %s is from", pkg, one.Sel.Name)
		}
		return typeKey{declared.imports[alias.Name], one.Sel.Name}, nil
	default:
		return typeKey{}, fmt.Errorf("%s: a type written as %T", pkg, expression)
	}
}

func (from source) typeOf(key typeKey) (*ast.TypeSpec, error) {
	declared, err := from.packageOf(key.pkg)
	if err != nil {
		return nil, err
	}
	if found, ok := declared.types[key.name]; ok {
		return found, nil
	}
	return nil, fmt.Errorf("no type %s.%s", key.pkg, key.name)
}

func (from source) has(key typeKey) bool {
	_, err := from.typeOf(key)
	return err == nil
}

// The words of a type that its package, or another version of its group, marks as closed.
func (from source) wordsOf(key typeKey) ([]string, error) {
	own, err := from.packageOf(key.pkg)
	if err != nil {
		return nil, err
	}
	closed := own.closed[key.name]
	for _, version := range []string{"v1", "v2"} {
		if other, err := from.packageOf(path.Join(path.Dir(key.pkg), version)); err == nil {
			closed = closed || other.closed[key.name]
		}
	}
	if !closed {
		return nil, nil
	}
	return slices.Compact(slices.Sorted(slices.Values(own.constants[key.name]))), nil
}

func unquoted(literal *ast.BasicLit) string {
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		panic(err)
	}
	return text
}

func sortedKeys[Value any](of map[string]Value) []string { return slices.Sorted(maps.Keys(of)) }
